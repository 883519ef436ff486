package dev.gregor.audit;

import dev.gregor.config.Experiment;
import dev.gregor.config.Format;
import dev.gregor.config.GregorConfig;
import dev.gregor.decision.Decision;
import dev.gregor.decision.Injector;
import dev.gregor.decision.LedgerEvent;
import dev.gregor.decision.Limits;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.Fault;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Labels;
import dev.gregor.fault.Memory;
import dev.gregor.record.Codec;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one raw partition once more and says which outputs must be there. In go its records in order, each with what the
 * ledger tells of it.
 */
final class Replay {
    private final Place place;
    private final Revisions revisions;
    private final Circumstances around;
    private final Codec codec;
    private final Limits limits;
    private final boolean isWhole;
    private final Sink sink;
    private final Tally tally = new Tally();
    private final DueTimes dueTimes = new DueTimes();
    private final Map<Block, List<Member>> gathered = new LinkedHashMap<>();
    private final Map<Long, Pending> pending = new HashMap<>();
    private Force force;
    private long eventTime = -1;
    private long lastOffset = -1;
    private long writtenAt;

    /**
     * Which partition is gone through.
     *
     * @param hasCanary whether the treatment arm has a topic of its own
     * @param hasOwnTimestamps by arm, whether its topic keeps the timestamps of the records
     */
    record Place(
            String route, String topic, int partition, boolean hasCanary, Format format, Set<Arm> hasOwnTimestamps) {}

    /** Is told what must be there. */
    interface Sink {
        void expect(Expected expected);

        void finding(Finding finding);

        /** A record was hit, or not. */
        void replayed(boolean isTreated);

        /** What must come out of a record could not be computed again, and the ledger's word was taken. */
        void trusted();
    }

    /** What a revision means for the route. */
    private record Force(
            String revision,
            Injector injector,
            Witnesses witnesses,
            Map<String, Experiment> running,
            boolean pairsByHeader) {}

    private record Block(String experiment, boolean isShadow) {}

    private record Member(RawRecord record, long until) {}

    /** A record of which the ledger has more to tell when its blocks are closed. */
    private static final class Pending {
        private final LedgerCheck check;
        private final List<LedgerEntry> entries;
        private int blocks;

        Pending(LedgerCheck check, List<LedgerEntry> entries, int blocks) {
            this.check = check;
            this.entries = entries;
            this.blocks = blocks;
        }
    }

    Replay(
            Place place,
            Revisions revisions,
            Codec codec,
            RawHistory history,
            Memory memory,
            Limits limits,
            boolean isWhole,
            Sink sink) {
        this.place = place;
        this.revisions = revisions;
        this.codec = codec;
        this.limits = limits;
        this.isWhole = isWhole;
        this.sink = sink;
        this.around = new Circumstances(history, memory, Labels.NONE);
        this.force = force(revisions.first().revision(), revisions.first().config());
    }

    /** The last offset that was gone through; -1 if there was none. */
    long lastOffset() {
        return lastOffset;
    }

    /** The latest event time so far. */
    long eventTime() {
        return eventTime;
    }

    /** When the ledger was last written to for this partition, in epoch milliseconds; 0 if it never was. */
    long writtenAt() {
        return writtenAt;
    }

    /** Whether the experiment still holds records back, by the revision that is in force at the end. */
    boolean isRunning(String experiment) {
        return force.running().containsKey(experiment);
    }

    /** How many records wait for the end of their block. */
    long waiting() {
        return gathered.entrySet().stream()
                .filter(block -> !block.getKey().isShadow())
                .mapToLong(block -> block.getValue().size())
                .sum();
    }

    /** The next record of the partition, with the events of the ledger about it. */
    void next(RawRecord raw, List<LedgerEntry> entries) {
        RecordId id = raw.id();
        for (LedgerEntry each : entries) {
            writtenAt = Math.max(writtenAt, each.writtenAt());
            if (each.isRevision()) {
                adopt(each.revision());
            }
        }
        eventTime = Math.max(eventTime, raw.timestamp());
        lastOffset = id.offset();
        if (place.hasCanary()) {
            emit(Arm.CONTROL, raw, raw, null, false, true, null);
        }
        close(id.offset() - 1);
        decide(raw, entries);
        close(id.offset());
        entries.stream().filter(LedgerEntry::isRelease).forEach(this::release);
    }

    private void decide(RawRecord raw, List<LedgerEntry> entries) {
        LedgerCheck check = new LedgerCheck(raw.id().toString(), entries, sink::finding);
        force.witnesses().of(entries);
        Decision decision = force.injector().decide(raw, raw.timestamp(), tally);
        int blocks = decision.gatherings().size();
        for (Decision.Gathering each : decision.gatherings()) {
            Experiment experiment = each.experiment();
            gathered.computeIfAbsent(
                            new Block(experiment.name(), experiment.mode() == Experiment.Mode.SHADOW),
                            block -> new ArrayList<>())
                    .add(new Member(raw, each.until()));
        }
        Pending record = new Pending(check, entries, blocks);
        if (force.witnesses().areNeededFor(entries)) {
            trust(raw, record);
        } else {
            carryOut(decision, raw, record, blocks == 0);
        }
        if (blocks > 0) {
            pending.put(raw.id().offset(), record);
        } else {
            check.end();
        }
    }

    /** What must come of a decision, if the ledger agrees to it. */
    private void carryOut(Decision decision, RawRecord raw, Pending record, boolean isInLine) {
        if (contradicts(decision, record.entries)) {
            trust(raw, record);
            return;
        }
        for (Decision.Injected each : decision.injected()) {
            record.check.expect(
                    LedgerEvent.fault(each, force.revision(), raw.id(), raw.timestamp()), holdsByTheTimeOfDay(each));
        }
        for (Decision.Skip each : decision.skips()) {
            record.check.expect(LedgerEvent.skipped(each, force.revision(), raw.id(), raw.timestamp()), false);
        }
        if (decision.deliveries().isEmpty() && decision.treatedBy() == null) {
            // It waits for its block, or has gone out before.
            return;
        }
        boolean isTreated = decision.treatedBy() != null;
        sink.replayed(isTreated);
        for (Delivery each : decision.deliveries()) {
            Hold hold = each.hold();
            Experiment by = decision.treatedBy();
            Due due = hold == null || by == null
                    ? null
                    : dueTimes.of(
                            by.name(),
                            hold,
                            beginning(hold.clock(), raw, record.entries),
                            each.record().key());
            emit(Arm.TREATMENT, raw, each.record(), by, each.isByKey(), isInLine && due == null, due);
        }
    }

    /**
     * Whether the ledger knows better for a reason that it may have: the past that a fault took from the log is no longer there,
     * or a schema registry gave no answer then.
     */
    private boolean contradicts(Decision decision, List<LedgerEntry> entries) {
        boolean hasLostItsPast = decision.skips().stream()
                .filter(skip -> skip.reason() == SkipReason.NO_HISTORY)
                .anyMatch(skip -> entries.stream()
                        .anyMatch(each -> each.isFault()
                                && each.experiment().equals(skip.experiment().name())
                                && each.fault().equals(skip.fault())));
        boolean hadNoRegistry = place.format() == Format.AVRO
                && !decision.injected().isEmpty()
                && entries.stream().noneMatch(LedgerEntry::isFault);
        return hasLostItsPast || hadNoRegistry;
    }

    private boolean holdsByTheTimeOfDay(Decision.Injected injected) {
        return injected.experiment().faults().stream()
                .filter(each -> Catalogue.nameOf(each.getClass()).equals(injected.fault()))
                .anyMatch(each -> ((Fault) each).holdsByTheTimeOfDay());
    }

    private long beginning(Hold.Clock clock, RawRecord raw, List<LedgerEntry> entries) {
        return switch (clock) {
            case WALL ->
                entries.stream().mapToLong(LedgerEntry::writtenAt).max().orElse(writtenAt);
            case EVENT -> raw.timestamp();
            case RECORDS -> raw.id().offset();
        };
    }

    /** Takes the ledger's word: untouched where it knows of no fault, else whatever bears the record's id. */
    private void trust(RawRecord raw, Pending record) {
        record.check.trust();
        sink.trusted();
        LedgerEntry fault = record.entries.stream()
                .filter(each -> each.isFault() && each.isLive())
                .findFirst()
                .orElse(null);
        sink.replayed(fault != null);
        if (fault == null) {
            emit(Arm.TREATMENT, raw, raw, null, false, false, null);
            return;
        }
        boolean isBlind = force.running().containsKey(fault.experiment())
                && force.running().get(fault.experiment()).blind();
        Digest digest = isBlind
                ? trustedByLikeness(place.partition(), Digest.likeness(raw.key(), raw.timestamp()))
                : trustedById(raw.id().toString());
        sink.expect(new Expected(
                digest,
                Arm.TREATMENT,
                place.partition(),
                place.partition(),
                raw.id().offset(),
                true,
                false,
                isHeld(fault) ? new Due(fault.experiment(), Hold.Clock.EVENT, Long.MAX_VALUE) : null,
                Digest.likeness(raw.key(), raw.timestamp())));
    }

    private static boolean isHeld(LedgerEntry fault) {
        return fault.event().has("held-by-milliseconds") || fault.event().has("held-by-records");
    }

    static Digest trustedById(String id) {
        return Digest.of("id " + id);
    }

    static Digest trustedByLikeness(int partition, long likeness) {
        return Digest.of("like " + partition + " " + likeness);
    }

    private void emit(
            Arm arm,
            RawRecord raw,
            RawRecord output,
            @Nullable Experiment treatedBy,
            boolean isByKey,
            boolean isInLine,
            @Nullable Due due) {
        byte[] key = output.key();
        int partition =
                isByKey && key != null ? Utils.toPositive(Utils.murmur2(key)) % limits.partitions() : place.partition();
        long timestamp = place.hasOwnTimestamps().contains(arm) ? output.timestamp() : 0;
        sink.expect(new Expected(
                Digest.of(arm, partition, key, output.value(), headers(raw.id(), output, treatedBy), timestamp),
                arm,
                partition,
                place.partition(),
                raw.id().offset(),
                treatedBy != null,
                isInLine && partition == place.partition(),
                due,
                Digest.likeness(key, timestamp)));
    }

    private Headers headers(RecordId id, RawRecord output, @Nullable Experiment treatedBy) {
        Experiment named = treatedBy == null || treatedBy.blind() ? null : treatedBy;
        if (!force.pairsByHeader() && named == null) {
            return output.headers();
        }
        Headers headers = new RecordHeaders(output.headers());
        headers.add(GregorHeaders.ID, id.toBytes());
        if (named != null) {
            headers.add(GregorHeaders.EXPERIMENT, named.name().getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** Closes the blocks that end with this offset or before. */
    private void close(long offset) {
        if (gathered.isEmpty()) {
            return;
        }
        for (Block block : List.copyOf(gathered.keySet())) {
            List<Member> full = take(block, member -> member.until() <= offset);
            if (!full.isEmpty()) {
                treat(block, full, isStopped(block));
            }
        }
    }

    /** The ledger tells of blocks that were closed before they were full. */
    private void release(LedgerEntry release) {
        adopt(release.revision());
        for (boolean isShadow : new boolean[] {false, true}) {
            Block block = new Block(release.experiment(), isShadow);
            List<Member> members = take(block, member -> true);
            if (!members.isEmpty()) {
                treat(block, members, release.reason().equals("stopped"));
            }
        }
    }

    private List<Member> take(Block block, Predicate<Member> condition) {
        List<Member> taken = new ArrayList<>();
        Iterator<Member> members = gathered.getOrDefault(block, List.of()).iterator();
        while (members.hasNext()) {
            Member next = members.next();
            if (condition.test(next)) {
                taken.add(next);
                members.remove();
            }
        }
        if (gathered.containsKey(block)
                && Objects.requireNonNull(gathered.get(block)).isEmpty()) {
            gathered.remove(block);
        }
        return taken;
    }

    private void treat(Block block, List<Member> members, boolean isStopped) {
        List<RawRecord> records = members.stream().map(Member::record).toList();
        List<Decision> decisions = isStopped
                ? records.stream().map(Decision::untouched).toList()
                : force.injector().decideTogether(block.experiment(), records, eventTime, tally);
        for (int i = 0; i < records.size(); i++) {
            RawRecord raw = records.get(i);
            Pending record = Objects.requireNonNull(pending.get(raw.id().offset()));
            Decision decision = block.isShadow() ? decisions.get(i).withoutDeliveries() : decisions.get(i);
            carryOut(decision, raw, record, false);
            if (--record.blocks == 0) {
                record.check.end();
                pending.remove(raw.id().offset());
            }
        }
    }

    private boolean isStopped(Block block) {
        Experiment experiment = force.running().get(block.experiment());
        return experiment == null || block.isShadow() != (experiment.mode() == Experiment.Mode.SHADOW);
    }

    private void adopt(String revision) {
        if (!revision.equals(force.revision())) {
            String from = place.topic() + "-" + place.partition() + "@" + (lastOffset + 1);
            force = force(revision, revisions.of(revision, from));
        }
    }

    private Force force(String revision, GregorConfig config) {
        List<Experiment> experiments = config.experimentsOf(place.route());
        Witnesses witnesses = new Witnesses(experiments, isWhole);
        Map<String, Experiment> running = experiments.stream()
                .filter(Experiment::enabled)
                .collect(Collectors.toMap(Experiment::name, each -> each, (one, other) -> one));
        boolean pairsByHeader = running.values().stream()
                .map(Experiment::measure)
                .filter(Objects::nonNull)
                .anyMatch(measure -> measure.pairBy().isHeader());
        return new Force(
                revision,
                new Injector(experiments, codec, around, limits, witnesses),
                witnesses,
                running,
                pairsByHeader);
    }
}
