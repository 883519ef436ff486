package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.config.MeasureName;
import dev.gregor.fault.Catalogue;
import dev.gregor.measure.Arm;
import dev.gregor.report.ExperimentReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoIT {
    private static final int RECORDS = 2_000;
    private static final Path EXPERIMENT = Path.of("../config/experiments/distance-goes-missing.yaml");

    private static ExperimentReport demo() throws InvalidConfig, InterruptedException {
        Loaded loaded = new ConfigLoader(Catalogue.types(), Map.of()).load(EXPERIMENT);
        return Demo.run(List.of(new Demo.Planned(loaded, null)), RECORDS, new DemoProgress() {
                    @Override
                    public void begins(String what) {}

                    @Override
                    public void replayed(long flights) {}

                    @Override
                    public void settled(long settled) {}
                })
                .experiments()
                .get(0);
    }

    @Test
    void everyFlightIsAccountedForAndTwoRunsAgree() throws Exception {
        ExperimentReport first = demo();

        assertThat(first.seen().records().seen()).isEqualTo(RECORDS);
        long injected = first.seen().records().injected().getOrDefault("drop-field", 0L);
        assertThat(injected)
                .isBetween(60L, 140L)
                .isEqualTo(first.seen().records().selected());
        assertThat(first.seen().pairs().treated()).isEqualTo(injected);
        assertThat(first.seen().pairs().untreated()).isEqualTo(RECORDS - injected);
        assertThat(first.seen().pairs().missing()).isZero();
        assertThat(first.seen().pairs().duplicate()).isZero();
        assertThat(first.seen().measures())
                .filteredOn(each -> each.arm() == Arm.UNTREATED
                        && each.n() > 0
                        && each.measure().canBeGuarded()
                        && each.measure() != MeasureName.OUTPUT_DELAY)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.value()).isZero());
        assertThat(first.seen().measures())
                .filteredOn(each -> each.arm() == Arm.TREATED
                        && "delay_minutes".equals(each.output())
                        && each.measure() == MeasureName.MEAN_ABSOLUTE_DIFFERENCE)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.value()).isPositive());

        assertSame(first, demo());
    }

    /** How much later an output came is measured by the wall clock, and no two runs have that in common. */
    private static List<ExperimentReport.Measured> deterministic(ExperimentReport report) {
        return report.seen().measures().stream()
                .filter(each -> !each.measure().name().startsWith(MeasureName.OUTPUT_DELAY.name()))
                .toList();
    }

    private static void assertSame(ExperimentReport first, ExperimentReport second) {
        assertThat(second.verdict()).isEqualTo(first.verdict());
        assertThat(second.seen().records()).isEqualTo(first.seen().records());
        assertThat(second.seen().pairs()).isEqualTo(first.seen().pairs());
        List<ExperimentReport.Measured> ones = deterministic(first);
        List<ExperimentReport.Measured> others = deterministic(second);
        assertThat(others).hasSameSizeAs(ones);
        for (int i = 0; i < ones.size(); i++) {
            ExperimentReport.Measured one = ones.get(i);
            ExperimentReport.Measured other = others.get(i);
            assertThat(Arrays.asList(other.output(), other.measure(), other.arm(), other.n()))
                    .isEqualTo(Arrays.asList(one.output(), one.measure(), one.arm(), one.n()));
            assertNear(one.value(), other.value());
            assertNear(one.low(), other.low());
            assertNear(one.high(), other.high());
        }
    }

    private static void assertNear(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            assertThat(other).isEqualTo(one);
        } else {
            assertThat(Math.abs(one - other)).isLessThanOrEqualTo(1e-9 * Math.abs(one));
        }
    }
}
