package dev.gregor.fault;

import dev.gregor.config.Setting;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The key that a record gets instead of its own. */
public sealed interface NewKey {

    /**
     * The new key; null for none.
     *
     * @throws Skipped if there is none to be had
     */
    byte @Nullable [] key(Treatment treatment) throws Skipped;

    /** No key. */
    record Null() implements NewKey {
        @Override
        public byte @Nullable [] key(Treatment treatment) {
            return null;
        }
    }

    /** The same for all. */
    record Constant(@Setting("The key, as text") String value) implements NewKey {
        @Override
        public byte[] key(Treatment treatment) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Eight letters by chance: a key that nobody else has. */
    record Random() implements NewKey {
        private static final int LETTERS = 8;

        @Override
        public byte[] key(Treatment treatment) {
            byte[] key = new byte[LETTERS];
            for (int i = 0; i < LETTERS; i++) {
                key[i] = (byte) ('a' + treatment.draw().nextInt(26));
            }
            return key;
        }
    }

    /** That of one of the 100 records before it in the partition, drawn. */
    record Other() implements NewKey {
        private static final int REACH = 100;

        @Override
        public byte @Nullable [] key(Treatment treatment) throws Skipped {
            RecordId id = treatment.record().id();
            long reach = Math.min(REACH, id.offset());
            if (reach > 0) {
                long offset = id.offset() - 1 - treatment.draw().nextInt((int) reach);
                var other = treatment.history().at(new RecordId(id.topic(), id.partition(), offset));
                if (other.isPresent()) {
                    return other.get().key();
                }
            }
            throw new Skipped(SkipReason.NO_HISTORY, "there is no other record before it");
        }
    }
}
