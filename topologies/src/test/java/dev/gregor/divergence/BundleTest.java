package dev.gregor.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.measure.OutputValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BundleTest {
    private record Member(String id, Arrival arrival) {}

    @Property
    void allComesBackInItsOrder(
            @ForAll long comparison,
            @ForAll Side side,
            @ForAll long timestamp,
            @ForAll @DoubleRange(min = -1e150, max = 1e150) double number,
            @ForAll @AlphaChars @CharRange(from = '\u00a0', to = '\ud7ff') String label) {
        Map<Long, OutputValue> quantity = Map.of(1L, new OutputValue.Quantity(number));
        List<Member> members = List.of(
                new Member("raw-0@1", reading(comparison, side, timestamp, null, quantity)),
                new Member("", reading(comparison, side, timestamp, "one", Map.of(2L, new OutputValue.Label(label)))),
                new Member("raw-0@1", new Mark(comparison, label)),
                new Member(label, new Told(comparison, timestamp, values(quantity))));
        Bundle bundle = new Bundle();

        members.forEach(member -> bundle.add(member.id().getBytes(UTF_8), member.arrival()));

        assertThat(members(bundle.take())).isEqualTo(members);
    }

    @Test
    void bundleThatWasTakenIsEmptyAndBeginsAnew() {
        Bundle bundle = new Bundle();
        assertThat(bundle.isEmpty()).isTrue();
        bundle.add(new byte[] {1}, new Mark(1, "one"));
        assertThat(bundle.isEmpty()).isFalse();
        byte[] first = bundle.take();

        assertThat(bundle.isEmpty()).isTrue();
        bundle.add(new byte[] {1}, new Mark(1, "one"));
        assertThat(bundle.take()).isEqualTo(first);
    }

    @Test
    void bundleIsFullBeyondItsBound() {
        Bundle bundle = new Bundle();
        int added = 0;
        while (!bundle.isFull()) {
            bundle.add("flights.raw-0@17".getBytes(UTF_8), reading(1, Side.CONTROL, 0, null, Map.of()));
            added++;
        }
        byte[] bytes = bundle.take();

        assertThat(members(bytes)).hasSize(added);
        assertThat(bytes.length).isBetween(Bundle.FULL, Bundle.FULL + Bundle.FULL / added);
    }

    @Test
    void bundleOfAnotherVersionIsRefused() {
        Bundle bundle = new Bundle();
        bundle.add(new byte[] {1}, new Mark(1, "one"));
        byte[] bytes = bundle.take();
        bytes[0] = 1;

        assertThatThrownBy(() -> members(bytes))
                .hasMessageContaining("version 1")
                .hasMessageContaining("reset");
    }

    private static List<Member> members(byte[] bundle) {
        List<Member> members = new ArrayList<>();
        Bundle.each(bundle, (id, arrival) -> members.add(new Member(new String(id, UTF_8), arrival)));
        return members;
    }

    private static Reading reading(
            long comparison, Side side, long timestamp, @Nullable String hitBy, Map<Long, OutputValue> values) {
        return new Reading(comparison, side, 4, timestamp, timestamp + 7, true, hitBy, 5, values(values));
    }

    private static Values values(Map<Long, OutputValue> values) {
        Values.Found found = new Values.Found(values.size());
        values.forEach(found::add);
        return found.values();
    }
}
