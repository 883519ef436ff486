package dev.gregor.audit;

import dev.gregor.config.Application;
import dev.gregor.config.Format;
import dev.gregor.decision.Limits;
import dev.gregor.record.Codec;
import dev.gregor.record.GregorHeaders;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.runtime.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The audit of one route: a round over its raw topic and its outputs, side by side, and another one over what is left. */
final class RouteCheck {
    private static final int CHUNK = 500;
    private static final long TELL_EVERY = 100_000;

    /** What is due for longer than this must have come out: a rebalance or a restart may take so long. */
    private static final long SLACK_MILLIS = 60_000;

    private final Application application;
    private final RouteReader reader;
    private final Revisions revisions;
    private final LedgerIndex ledger;
    private final boolean isRunning;
    private final Scratch scratch;
    private final Consumer<Finding> findings;
    private final List<String> notes;
    private final Consumer<String> progress;
    private final String topic;
    private final Codec codec;
    private final Matching matching;
    private final Map<Arm, Long> outputs = new HashMap<>();
    private final Map<Arm, long[]> consumed = new HashMap<>();
    private long records;
    private long treated;
    private long trusted;
    private long held;

    RouteCheck(
            Application application,
            RouteReader reader,
            Revisions revisions,
            LedgerIndex ledger,
            boolean isRunning,
            Scratch scratch,
            Consumer<Finding> findings,
            List<String> notes,
            Consumer<String> progress) {
        this.application = application;
        this.reader = reader;
        this.revisions = revisions;
        this.ledger = ledger;
        this.isRunning = isRunning;
        this.scratch = scratch;
        this.findings = findings;
        this.notes = notes;
        this.progress = progress;
        this.topic = reader.route().from().value();
        this.codec = Codecs.readOnly(application).of(reader.route());
        this.matching = new Matching(topic, reader.partitions(), findings);
        reader.arms().forEach(arm -> {
            outputs.put(arm, 0L);
            consumed.put(arm, new long[reader.partitions()]);
        });
    }

    AuditReport.RouteAudit run() {
        if (reader.raw().isCut()) {
            notes.add(topic
                    + " no longer reaches back to its beginning; outputs of what is gone are passed over, and so is what"
                    + " faults remember of it");
        }
        List<Replay> replays = new ArrayList<>();
        round(
                "first",
                reader.raw(),
                new Replay.Sink() {
                    @Override
                    public void expect(Expected expected) {
                        matching.expect(expected);
                    }

                    @Override
                    public void finding(Finding finding) {
                        findings.accept(finding);
                    }

                    @Override
                    public void replayed(boolean isTreated) {
                        treated += isTreated ? 1 : 0;
                    }

                    @Override
                    public void trusted() {
                        trusted++;
                    }
                },
                replays);
        for (int i = 0; i < reader.partitions(); i++) {
            readOutputs(i, Long.MAX_VALUE);
        }
        explain(matching.rest(), replays);
        if (held > 0 && !isRunning) {
            notes.add("the application is not running; whether the " + held + " records of " + topic
                    + " that are not out are still held back shows when it runs again");
        }
        return new AuditReport.RouteAudit(
                reader.name(),
                records,
                treated,
                outputs.getOrDefault(Arm.CONTROL, 0L),
                outputs.getOrDefault(Arm.TREATMENT, 0L),
                ledger.events(),
                held,
                trusted);
    }

    /** Goes over the raw topic, all partitions at the same pace, and over the outputs no faster than they must have come. */
    private void round(String name, TopicReader raw, Replay.Sink sink, List<Replay> replays) {
        boolean isFirst = raw == reader.raw();
        List<Part> parts = new ArrayList<>();
        try {
            for (int i = 0; i < reader.partitions(); i++) {
                Part part = new Part(i, name, raw, sink);
                parts.add(part);
                replays.add(part.replay);
            }
            List<Part> open = new ArrayList<>(parts);
            while (!open.isEmpty()) {
                Part next = open.get(0);
                for (Part each : open) {
                    next = raw.progress(each.partition) < raw.progress(next.partition) ? each : next;
                }
                if (!next.goOn(isFirst)) {
                    open.remove(next);
                }
                if (isFirst) {
                    for (int i = 0; i < reader.partitions(); i++) {
                        readOutputs(i, 0);
                    }
                }
            }
        } finally {
            parts.forEach(Part::close);
        }
    }

    /** One raw partition in one round. */
    private final class Part implements AutoCloseable {
        private final int partition;
        private final TopicReader raw;
        private final LedgerIndex.OfPartition events;
        private final RawHistory history;
        private final Replay replay;
        private final Replay.Sink sink;
        private final long first;

        Part(int partition, String round, TopicReader raw, Replay.Sink sink) {
            this.partition = partition;
            this.raw = raw;
            this.sink = sink;
            this.first = ledger.firstProcessed(topic, partition);
            raw.beginAt(partition, first);
            events = ledger.of(topic, partition);
            history = new RawHistory(application, topic, partition);
            Format format = reader.route().value();
            replay = new Replay(
                    new Replay.Place(
                            reader.name(),
                            topic,
                            partition,
                            reader.route().canary() != null,
                            format,
                            reader.keepsTimestamps()),
                    revisions,
                    codec,
                    history,
                    new DiskMemory(scratch, round + " " + topic + "-" + partition),
                    Limits.of(application, reader.partitions()),
                    raw.begin(partition) <= first,
                    sink);
        }

        /** Reads some more; false if there is no more. */
        boolean goOn(boolean counts) {
            for (int i = 0; i < CHUNK; i++) {
                ConsumerRecord<byte[], byte[]> next = raw.next(partition);
                if (next == null) {
                    return false;
                }
                RawRecord record = new RawRecord(
                        new RecordId(topic, partition, next.offset()),
                        next.key(),
                        next.value(),
                        next.headers(),
                        next.timestamp());
                history.add(record);
                replay.next(record, events.at(next.offset(), this::passedOver));
                if (counts && ++records % TELL_EVERY == 0) {
                    progress.accept(records + " records of " + topic);
                }
            }
            return true;
        }

        private void passedOver(long offset, LedgerEntry entry) {
            if (offset >= Math.max(first, raw.begin(partition))) {
                sink.finding(Finding.of(
                        Finding.Kind.UNFOUNDED,
                        topic + "-" + partition + "@" + offset,
                        "the raw topic has no such record: " + entry.text()));
            }
        }

        @Override
        public void close() {
            events.close();
            history.close();
        }
    }

    /** Reads as many outputs of a partition as must be there by now, and some more if it is told to. */
    private void readOutputs(int partition, long more) {
        for (Arm arm : reader.arms()) {
            long[] counts = consumed.getOrDefault(arm, new long[reader.partitions()]);
            while (counts[partition] - more < matching.expectedSoFar(arm, partition)) {
                ConsumerRecord<byte[], byte[]> next = reader.nextOutput(arm, partition);
                if (next == null) {
                    break;
                }
                counts[partition]++;
                outputs.merge(arm, 1L, Long::sum);
                matching.found(actual(arm, next));
            }
        }
    }

    private Matching.Actual actual(Arm arm, ConsumerRecord<byte[], byte[]> output) {
        long timestamp = reader.keepsTimestamps().contains(arm) ? output.timestamp() : 0;
        long likeness = Digest.likeness(output.key(), timestamp);
        String id = id(output);
        return new Matching.Actual(
                output.topic() + "-" + output.partition() + "@" + output.offset(),
                Digest.of(arm, output.partition(), output.key(), output.value(), output.headers(), timestamp),
                arm,
                output.partition(),
                id,
                id == null ? Replay.trustedByLikeness(output.partition(), likeness) : Replay.trustedById(id),
                likeness);
    }

    private static @Nullable String id(ConsumerRecord<byte[], byte[]> output) {
        Header header = output.headers().lastHeader(GregorHeaders.ID);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Says of each output that is missing or too many what it is. */
    private void explain(Matching.Rest rest, List<Replay> replays) {
        Map<Digest, Expected> known = rest.unexpected().isEmpty() ? Map.of() : lookUp(rest.unexpected());
        Leftovers leftovers = new Leftovers(rest.missing());
        for (Matching.Actual each : rest.unexpected()) {
            Expected twin = known.get(each.digest());
            Expected meant = twin == null ? leftovers.meantBy(each, topic) : null;
            if (twin != null) {
                findings.accept(new Finding(
                        Finding.Kind.DOUBLED,
                        id(twin),
                        each.place(),
                        "this output of the record is there once too often"));
            } else if (meant != null) {
                leftovers.remove(meant);
                findings.accept(
                        new Finding(
                                meant.isTreated() ? Finding.Kind.DIFFERENT : Finding.Kind.ALTERED,
                                id(meant),
                                each.place(),
                                meant.isTreated()
                                        ? "the fault in the ledger yields another output"
                                        : "the output is not as the record came, and the ledger knows of no fault that reached it"));
            } else if (!isBeforeTheLog(each)) {
                findings.accept(new Finding(
                        Finding.Kind.INVENTED,
                        each.id() == null ? "" : each.id(),
                        each.place(),
                        "no record of " + topic + " yields this output"));
            }
        }
        leftovers.all().forEach(each -> missing(each, replays.get(each.rawPartition())));
        // A block that is not full waits for more records, however long.
        held += replays.stream().mapToLong(Replay::waiting).sum();
    }

    /** Goes over the records once more, for those whose outputs are among the unexpected ones. */
    private Map<Digest, Expected> lookUp(List<Matching.Actual> unexpected) {
        progress.accept("looking up " + unexpected.size() + " outputs that nothing accounts for");
        Map<Digest, Expected> known = new HashMap<>();
        unexpected.forEach(each -> known.put(each.digest(), NOBODY));
        try (TopicReader again = reader.again()) {
            round(
                    "second",
                    again,
                    new Replay.Sink() {
                        @Override
                        public void expect(Expected expected) {
                            known.computeIfPresent(expected.digest(), (digest, old) -> expected);
                        }

                        @Override
                        public void finding(Finding finding) {}

                        @Override
                        public void replayed(boolean isTreated) {}

                        @Override
                        public void trusted() {}
                    },
                    new ArrayList<>());
        }
        known.values().removeIf(each -> each.equals(NOBODY));
        return known;
    }

    private static final Expected NOBODY = new Expected(new Digest(0, 0), Arm.CONTROL, 0, 0, -1, false, false, null, 0);

    private void missing(Expected expected, Replay replay) {
        if (!reader.isSettled(expected.rawPartition(), expected.offset())
                || (reader.of(expected.arm()).begin(expected.partition()) > 0 && !expected.isTreated())) {
            return;
        }
        Due due = expected.due();
        if (due != null && isHeld(due, replay)) {
            held++;
            return;
        }
        findings.accept(Finding.of(
                Finding.Kind.MISSING,
                id(expected),
                due == null
                        ? "no output of it is in the " + expected.arm().name().toLowerCase(Locale.ROOT) + " arm"
                        : "it was held back by " + due.experiment() + ", was due, and never came out"));
    }

    /** Whether a record that is not out may still be held back. */
    private boolean isHeld(Due due, Replay replay) {
        long now = System.currentTimeMillis();
        if (!isRunning) {
            return true;
        } else if (!replay.isRunning(due.experiment())) {
            // What a stopped experiment holds comes out at once, though not in one moment.
            return now - replay.writtenAt() < SLACK_MILLIS;
        }
        return switch (due.clock()) {
            case WALL -> now - due.at() < SLACK_MILLIS;
            case EVENT -> due.at() > replay.eventTime() || now - replay.writtenAt() < SLACK_MILLIS;
            case RECORDS -> due.at() > replay.lastOffset();
        };
    }

    private String id(Expected expected) {
        return topic + "-" + expected.rawPartition() + "@" + expected.offset();
    }

    /** Whether an output is of a record that the raw topic no longer has. */
    private boolean isBeforeTheLog(Matching.Actual actual) {
        if (actual.id() == null) {
            return reader.raw().begin(actual.partition()) > 0;
        }
        try {
            RecordId id = RecordId.parse(actual.id());
            return id.topic().equals(topic)
                    && id.partition() < reader.partitions()
                    && (id.offset() < reader.raw().begin(id.partition())
                            || id.offset() >= reader.raw().end(id.partition()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
