package dev.gregor.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.InvalidConfig;
import dev.gregor.decision.Decision;
import dev.gregor.decision.Injector;
import dev.gregor.decision.Limits;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults and selections are two things: every fault does nothing at a fraction of 0, and all it can at one of 1. */
class EveryFaultIsSelectedTest {
    private static final int RECORDS = 20;
    private static final long FIRST = 5_000;

    static Stream<CatalogueEntry> entries() {
        return Catalogue.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aFractionOfZeroChangesNothing(CatalogueEntry entry) {
        Counts counts = new Counts();
        Injector injector = injector(entry, 0);
        for (RawRecord record : records(entry)) {
            Decision decision = injector.decide(record, 0, counts);
            assertThat(decision).isEqualTo(Decision.untouched(record));
            assertThat(decision.deliveries()).containsExactly(new Delivery(record, null, false));
        }
        assertThat(counts.selected).isZero();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aFractionOfOneHitsEveryRecordThatCanBeHitAndTheSameTwice(CatalogueEntry entry) {
        Counts counts = new Counts();
        List<Decision> decisions = decisions(entry, counts);
        assertThat(counts.selected).isEqualTo(RECORDS);
        assertThat(counts.injected + counts.withoutEffect)
                .as("of %s selected records", RECORDS)
                .isEqualTo(RECORDS);
        assertThat(counts.injected).isGreaterThanOrEqualTo(entry.name().equals("shuffle-labels") ? 1 : RECORDS);
        List<Decision> again = decisions(entry, new Counts());
        assertThat(again).usingRecursiveComparison().isEqualTo(decisions);
    }

    private static List<Decision> decisions(CatalogueEntry entry, Counts counts) {
        Injector injector = injector(entry, 1);
        for (String line : entry.example().seen().lines().toList()) {
            injector.decide(Notation.record(line, FIRST - 1), 0, Injector.Counter.NONE);
        }
        List<Decision> decisions = new ArrayList<>();
        List<RawRecord> gathered = new ArrayList<>();
        for (RawRecord record : records(entry)) {
            Decision decision = injector.decide(record, 0, counts);
            if (decision.gatherings().isEmpty()) {
                decisions.add(decision);
            } else {
                gathered.add(record);
            }
        }
        if (!gathered.isEmpty()) {
            decisions.addAll(injector.decideTogether("e", gathered, 0, counts));
        }
        return decisions;
    }

    private static List<RawRecord> records(CatalogueEntry entry) {
        List<String> lines = entry.example().before().lines().toList();
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(Notation.record(lines.get(i % lines.size()), FIRST + i));
        }
        return records;
    }

    private static Injector injector(CatalogueEntry entry, int fraction) {
        byte[] past = entry.example().past().getBytes(UTF_8);
        History history = id -> past.length == 0
                ? Optional.empty()
                : Optional.of(new RawRecord(id, null, past, new RecordHeaders(), 1));
        Circumstances around = Circumstances.of(history);
        if (past.length > 0) {
            around.memory().rememberValue("key".getBytes(UTF_8), past, 1);
        }
        return new Injector(List.of(experiment(entry, fraction)), new JsonCodec(), around, Limits.NONE);
    }

    private static Experiment experiment(CatalogueEntry entry, int fraction) {
        String format = entry.formats().contains("json") ? "json" : "avro";
        String yaml =
                """
                version: 1
                routes: {r: {from: flights.raw, to: flights.features, value: %s}}
                experiments:
                  - name: e
                    hypothesis: h
                    enabled: true
                    route: r
                    select: {fraction: %d}
                    faults:
                      - %s: %s
                """.formatted(format, fraction, entry.name(), entry.example().with());
        try {
            return new ConfigLoader(Catalogue.types(), Map.of())
                    .load("test.yaml", yaml)
                    .config()
                    .experiments()
                    .get(0);
        } catch (InvalidConfig e) {
            throw new AssertionError(e);
        }
    }

    private static final class Counts implements Injector.Counter {
        private int selected;
        private int injected;
        private int withoutEffect;

        @Override
        public void selected(String experiment) {
            selected++;
        }

        @Override
        public void injected(String experiment, String fault) {
            injected++;
        }

        @Override
        public void skipped(String experiment, SkipReason reason) {
            withoutEffect += reason == SkipReason.NO_EFFECT ? 1 : 0;
        }
    }
}
