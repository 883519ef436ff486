package dev.gregor.audit;

import dev.gregor.fault.Hold;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When held records of one partition are due at the latest, with the lanes in which they wait for each other. */
final class DueTimes {
    private static final int MICROS = 1000;
    private static final int MOST_LANES = 200_000;

    private final Map<List<Object>, Long> lanes = new HashMap<>();

    /**
     * When a record is due.
     *
     * @param from where its hold begins, by its clock
     */
    Due of(String experiment, Hold hold, long from, byte @Nullable [] key) {
        long due = Math.max(0, from + hold.by());
        List<Object> lane = lane(experiment, hold, key);
        if (lane != null) {
            long micros = Math.max(due * MICROS, lanes.getOrDefault(lane, 0L) + hold.spacingMicros());
            lanes.put(lane, micros);
            due = micros / MICROS;
            if (lanes.size() > MOST_LANES) {
                // A lane whose last record is out makes nobody wait.
                lanes.values().removeIf(last -> last / MICROS < from);
            }
        }
        return new Due(experiment, hold.clock(), due);
    }

    private static @Nullable List<Object> lane(String experiment, Hold hold, byte @Nullable [] key) {
        return switch (hold.lane()) {
            case NONE -> null;
            case KEY -> key == null ? null : List.of(hold.clock(), ByteBuffer.wrap(key.clone()));
            case EXPERIMENT -> List.of(hold.clock(), experiment);
        };
    }
}
