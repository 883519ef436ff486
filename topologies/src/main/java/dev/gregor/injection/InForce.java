package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.decision.Injector;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a revision means for one route.
 *
 * @param running the names of the experiments that mutate
 * @param shadowing the names of those that only decide
 * @param pairsByHeader whether every record of the treatment arm carries its id
 */
record InForce(
        Revision revision, Injector injector, Set<String> running, Set<String> shadowing, boolean pairsByHeader) {

    static InForce of(Revision revision, List<Experiment> experiments, Injector injector) {
        List<Experiment> enabled =
                experiments.stream().filter(Experiment::enabled).toList();
        boolean pairsByHeader = enabled.stream()
                .map(Experiment::measure)
                .filter(Objects::nonNull)
                .anyMatch(measure -> measure.pairBy().isHeader());
        return new InForce(
                revision,
                injector,
                inMode(enabled, Experiment.Mode.LIVE),
                inMode(enabled, Experiment.Mode.SHADOW),
                pairsByHeader);
    }

    String id() {
        return revision.id();
    }

    /** Whether the experiment is off that holds the record, or in another mode than when it took it. */
    boolean isStopped(HeldRecord held) {
        return !held.isNobodys()
                && !(held.state() == HeldRecord.State.SHADOWED ? shadowing : running).contains(held.experiment());
    }

    private static Set<String> inMode(List<Experiment> experiments, Experiment.Mode mode) {
        return experiments.stream()
                .filter(each -> each.mode() == mode)
                .map(Experiment::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
