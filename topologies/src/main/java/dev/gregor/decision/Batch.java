package dev.gregor.decision;

import dev.gregor.fault.BatchFault;
import dev.gregor.fault.Treatment;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The records that one experiment gathered from a block, treated together: each fault acts on all of them before the next one does. */
final class Batch {
    private final Treating treating;
    private final ActiveExperiment experiment;
    private final Injector.Counter counter;
    private final List<Member> members = new ArrayList<>();
    private final List<RawRecord> records;

    private record Member(
            RawRecord record, Treatment treatment, List<Decision.Injected> injected, Treating.Skips skips) {}

    Batch(Treating treating, ActiveExperiment experiment, List<RawRecord> records, long now, Injector.Counter counter) {
        this.treating = treating;
        this.experiment = experiment;
        this.records = records;
        this.counter = counter;
        for (RawRecord record : records) {
            if (!treating.isSpent(experiment, record, members.size(), counter)) {
                members.add(new Member(
                        record,
                        treating.treatment(record, experiment, now),
                        new ArrayList<>(),
                        new Treating.Skips(experiment, counter)));
            }
        }
    }

    /** A decision for each of the records, in their order. */
    List<Decision> decisions() {
        for (ActiveExperiment.NamedFault fault : experiment.faults()) {
            try {
                apply(fault);
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                treating.reportOnce(fault.name(), experiment.name(), records.get(0), e);
                records.forEach(record -> counter.skipped(experiment.name(), SkipReason.FAULT_FAILED));
                return records.stream().map(Decision::untouched).toList();
            }
        }
        List<Decision> decisions = new ArrayList<>();
        int next = 0;
        for (RawRecord record : records) {
            boolean isMember =
                    next < members.size() && members.get(next).record().id().equals(record.id());
            decisions.add(isMember ? decision(members.get(next++)) : Decision.untouched(record));
        }
        return decisions;
    }

    private void apply(ActiveExperiment.NamedFault fault) {
        if (fault.fault() instanceof BatchFault together) {
            if (!members.isEmpty()) {
                applyTogether(fault, together);
            }
            return;
        }
        for (Member member : members) {
            try {
                long unit = experiment.unit(member.record());
                Treatment.Effect effect =
                        member.treatment().apply(fault.fault(), Dice.draw(unit, fault.salt()), fault.scope());
                member.injected().add(Treating.injected(experiment, fault, effect));
            } catch (Skipped skip) {
                member.skips().add(fault.name(), skip);
            }
        }
    }

    private void applyTogether(ActiveExperiment.NamedFault fault, BatchFault together) {
        List<Treatment.@Nullable Effect> effects = Treatment.applyTogether(
                together,
                members.stream().map(Member::treatment).toList(),
                experiment.blockDraw(records.get(0).id(), together.within(), fault.salt()),
                fault.scope(),
                (i, skip) -> members.get(i).skips().add(fault.name(), skip));
        for (int i = 0; i < members.size(); i++) {
            Treatment.Effect effect = effects.get(i);
            if (effect != null) {
                members.get(i).injected().add(Treating.injected(experiment, fault, effect));
            }
        }
    }

    private Decision decision(Member member) {
        Treating.Attempt attempt = treating.finish(member.treatment(), member.injected(), member.skips());
        return attempt.injected().isEmpty()
                ? Decision.untouched(member.record(), List.of(), attempt.skips(), List.of())
                : new Decision(
                        experiment.experiment(), attempt.deliveries(), attempt.injected(), attempt.skips(), List.of());
    }
}
