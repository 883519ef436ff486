package dev.gregor.divergence;

import static dev.gregor.divergence.Bench.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.measure.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However the outputs of the two sides are interleaved, the same ones give the same outcomes and the same numbers. */
class InterleavingTest {
    private static final int RECORDS = 60;

    /** So few that together they are shorter than the patience of 30 s: a side that is silent for longer is late by right. */
    private static final int MOST_PAUSES = 3;

    private record Step(Side side, int id) {}

    private record Result(Map<String, Long> outcomes, List<Estimate> estimates) {}

    @Property(tries = 10)
    void anyInterleavingGivesTheSame(@ForAll long seed) {
        List<Step> control = new ArrayList<>();
        List<Step> treatment = new ArrayList<>();
        Random random = new Random(seed);
        for (int id = 0; id < RECORDS; id++) {
            add(control, Side.CONTROL, id, random);
            add(treatment, Side.TREATMENT, id, random);
        }

        Result oneAfterTheOther = run(concat(control, treatment), random, false);

        assertThat(run(concat(treatment, control), random, false)).isEqualTo(oneAfterTheOther);
        assertThat(run(interleave(control, treatment, random), random, true)).isEqualTo(oneAfterTheOther);
    }

    /** Most outputs come once; some do not come, some twice. */
    private static void add(List<Step> steps, Side side, int id, Random random) {
        int times = random.nextInt(10);
        if (times > 0) {
            steps.add(new Step(side, id));
        }
        if (times > 8) {
            steps.add(new Step(side, id));
        }
    }

    private static List<Step> concat(List<Step> first, List<Step> second) {
        List<Step> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<Step> interleave(List<Step> left, List<Step> right, Random random) {
        List<Step> all = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            boolean isLeft = r == right.size() || (l < left.size() && random.nextBoolean());
            all.add(isLeft ? left.get(l++) : right.get(r++));
        }
        return all;
    }

    private static Result run(List<Step> steps, Random random, boolean withPauses) {
        int pauses = withPauses ? MOST_PAUSES : 0;
        try (Bench bench = Bench.of("one")) {
            for (Step step : steps) {
                send(bench, step);
                if (pauses > 0 && random.nextInt(10) == 0) {
                    bench.settle();
                    pauses--;
                }
            }
            // both sides end, so that what is still open is decided
            bench.pass(Duration.ofSeconds(31));
            bench.settle();
            return new Result(
                    bench.outcomes("one"),
                    bench.verdict("one").estimates().stream()
                            // arrivals are those of the wall clock
                            .filter(e -> !e.measure().name().startsWith("OUTPUT_DELAY"))
                            .toList());
        }
    }

    /** Records lie a second apart, and the grace is ten seconds: neither side is ever late, since each is in order. */
    private static void send(Bench bench, Step step) {
        long timestamp = step.id() * 1_000L;
        if (step.side() == Side.CONTROL) {
            bench.control(step.id(), timestamp, output(step.id(), false));
        } else if (step.id() % 3 == 0) {
            bench.treated(step.id(), "one", timestamp, output(step.id() * 1.5, true));
        } else {
            bench.treatment(step.id(), timestamp, output(step.id(), false));
        }
    }
}
