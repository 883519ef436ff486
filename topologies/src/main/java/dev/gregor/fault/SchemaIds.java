package dev.gregor.fault;

import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.nio.ByteBuffer;

/** The schema id in a value of Confluent's wire format: behind a zero byte, in four bytes. */
final class SchemaIds {
    /** From here on no registry gives ids, which count up from 1. */
    static final int FIRST_UNKNOWN = 0x7e00_0000;

    static final int LOW_BITS = 0xff_ffff;
    private static final int HEADER = 5;

    private SchemaIds() {}

    static int of(byte[] value) throws Skipped {
        return ByteBuffer.wrap(requireWireFormat(value)).getInt(1);
    }

    static byte[] with(byte[] value, int id) {
        byte[] changed = value.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }

    static byte[] requireWireFormat(byte[] value) throws Skipped {
        if (value.length < HEADER || value[0] != 0) {
            throw new Skipped(SkipReason.UNDECODABLE, "not Avro in Confluent's wire format");
        }
        return value;
    }
}
