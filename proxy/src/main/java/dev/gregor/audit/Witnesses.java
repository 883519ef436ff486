package dev.gregor.audit;

import dev.gregor.config.Experiment;
import dev.gregor.decision.Witness;
import dev.gregor.fault.Fault;
import dev.gregor.fault.ObservingFault;
import dev.gregor.record.RecordId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the ledger's word must be taken. Which records an experiment hits by the wall clock, only the ledger knows; and so it is
 * with the experiments behind it, which get what it leaves. What a fault does with another topic, or with a past that the log
 * no longer has, cannot be computed again at all.
 */
final class Witnesses implements Witness {
    private final Set<String> witnessed = new HashSet<>();
    private final Set<String> unrepeatable = new HashSet<>();
    private Set<String> hitting = Set.of();

    /**
     * Looks through the experiments of a route.
     *
     * @param isWhole whether the log has all records that the injection ever saw
     */
    Witnesses(List<Experiment> experiments, boolean isWhole) {
        boolean isBehind = false;
        for (Experiment each : experiments) {
            if (each.enabled()) {
                boolean isUnrepeatable = isUnrepeatable(each, isWhole);
                if (isUnrepeatable) {
                    unrepeatable.add(each.name());
                }
                boolean isBudgeted = each.maxFaults() != null && !isWhole;
                if (isBehind || isUnrepeatable || isBudgeted || each.schedule().isByWallClock()) {
                    witnessed.add(each.name());
                    isBehind = isBehind || each.mode() == Experiment.Mode.LIVE;
                }
            }
        }
    }

    private static boolean isUnrepeatable(Experiment experiment, boolean isWhole) {
        boolean remembersAll = isWhole && !experiment.schedule().isByWallClock();
        return experiment.faults().stream()
                .map(Fault.class::cast)
                .anyMatch(fault -> !fault.labelTopics().isEmpty()
                        || (!remembersAll && (fault instanceof ObservingFault || fault.asksForThePast())));
    }

    /** What the ledger tells of the record that comes next. */
    void of(List<LedgerEntry> entries) {
        Set<String> names = new HashSet<>();
        entries.stream()
                .filter(LedgerEntry::isOutcome)
                .map(LedgerEntry::experiment)
                .forEach(names::add);
        hitting = names;
    }

    /** Whether the ledger tells of a fault in a record that cannot be computed again. */
    boolean areNeededFor(List<LedgerEntry> entries) {
        return entries.stream()
                .anyMatch(each -> each.isFault() && each.isLive() && unrepeatable.contains(each.experiment()));
    }

    @Override
    public Optional<Boolean> hit(Experiment experiment, RecordId id) {
        return witnessed.contains(experiment.name())
                ? Optional.of(hitting.contains(experiment.name()))
                : Optional.empty();
    }
}
