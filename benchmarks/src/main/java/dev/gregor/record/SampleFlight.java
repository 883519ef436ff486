package dev.gregor.record;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The record that all benchmarks work on: one flight, as the demo replays it. */
public final class SampleFlight {
    private static final String JSON =
            "{\"date\":\"2001/01/01 11:10\",\"distance\":1846,\"origin\":\"SFO\",\"destination\":\"ORD\",\"delay\":-1}";

    private SampleFlight() {}

    /** The value, as JSON. */
    public static byte[] json() {
        return JSON.getBytes(StandardCharsets.UTF_8);
    }

    /** The record at an offset. */
    public static RawRecord at(long offset) {
        return at(offset, json());
    }

    /** The record at an offset, of a flight of another distance. */
    public static RawRecord at(long offset, int distance) {
        return at(offset, JSON.replace("1846", Integer.toString(distance)).getBytes(StandardCharsets.UTF_8));
    }

    private static RawRecord at(long offset, byte[] value) {
        RecordId id = new RecordId("flights.raw", 2, offset);
        byte[] key = "SFO".getBytes(StandardCharsets.UTF_8);
        return new RawRecord(id, key, value, new RecordHeaders(), 978_347_400_000L);
    }
}
