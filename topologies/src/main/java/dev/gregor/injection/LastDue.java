package dev.gregor.injection;

import dev.gregor.store.StateCodec;
import java.nio.ByteBuffer;

/** When the last record of one lane is due, in microseconds by the lane's clock. */
final class LastDue {
    private long micros;

    private LastDue(long micros) {
        this.micros = micros;
    }

    long micros() {
        return micros;
    }

    void set(long newMicros) {
        micros = newMicros;
    }

    /** How it is kept. */
    static final class Codec implements StateCodec<LastDue> {
        @Override
        public LastDue newEmpty(String lane) {
            return new LastDue(0);
        }

        @Override
        public byte[] toBytes(LastDue last) {
            return ByteBuffer.allocate(Long.BYTES).putLong(last.micros).array();
        }

        @Override
        public LastDue fromBytes(String lane, byte[] bytes) {
            return new LastDue(ByteBuffer.wrap(bytes).getLong());
        }
    }
}
