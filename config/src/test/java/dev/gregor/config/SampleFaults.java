package dev.gregor.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Faults with a parameter of each kind, for the tests of this module; the real ones live with what they do. */
final class SampleFaults {
    static final FaultTypes TYPES = new FaultTypes(Map.of(
            "drop-field", DropField.class,
            "null-field", NullField.class,
            "change-type", ChangeType.class,
            "not-a-number", NotANumber.class,
            "delay", Delay.class,
            "replay-stale", ReplayStale.class,
            "drop-record", DropRecord.class));

    private SampleFaults() {}

    record DropField(@Setting("The fields that are removed") List<FieldPath> field) implements FaultParameters {}

    record NullField(@Setting("The field that becomes null") FieldPath field) implements FaultParameters {}

    record ChangeType(
            @Setting("The field that changes") FieldPath field,
            @Setting("The type that it gets") Target to) implements FaultParameters {
        enum Target implements Word {
            STRING,
            NUMBER,
            BOOLEAN
        }
    }

    record NotANumber(
            @Setting("The field that changes") FieldPath field,

            @Setting(value = "What it becomes", byDefault = "nan")
            Kind as)
            implements FaultParameters {
        enum Kind implements Word {
            NAN,
            INFINITY
        }
    }

    record Delay(
            @Setting("How long") Length by,

            @Setting(value = "The clock that counts", byDefault = "wall")
            Clock clock,

            @Setting(value = "Whether later records wait too", byDefault = "false")
            boolean keepOrder,

            @Setting("A wall-clock bound") @Nullable Duration atMost)
            implements FaultParameters {
        enum Clock implements Word {
            WALL,
            EVENT
        }

        sealed interface Length {
            @Scalar(expected = "a duration as 30s")
            record Fixed(Duration duration) implements Length {}

            record Uniform(
                    @Setting("The shortest") Duration min,
                    @Setting("The longest") Duration max) implements Length {
                public Uniform {
                    if (max.compareTo(min) < 0) {
                        throw new InvalidSetting("max", Durations.format(max) + " is less than 'min'");
                    }
                }
            }
        }
    }

    record ReplayStale(
            @Setting(value = "How many records back", byDefault = "1")
            int lag) implements FaultParameters {
        ReplayStale {
            if (lag < 1) {
                throw new InvalidSetting("lag", lag + " is not in the past; expected at least 1");
            }
        }
    }

    record DropRecord() implements FaultParameters {}
}
