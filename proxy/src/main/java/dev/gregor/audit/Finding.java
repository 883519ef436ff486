package dev.gregor.audit;

import java.util.Locale;

/**
 * Something that is not as configuration and ledger say it must be.
 *
 * @param kind the word for it, as {@link Kind} lists them
 * @param record the raw record that it is about, as {@code topic-partition@offset}; empty if there is none
 * @param output the output that it is about, written the same way; empty if there is none
 * @param says what was expected and what was found
 */
public record Finding(Kind kind, String record, String output, String says) {

    static Finding of(Kind kind, Object record, String says) {
        return new Finding(kind, record.toString(), "", says);
    }

    /** What may be wrong. */
    public enum Kind {
        /** A record did not come out. */
        MISSING,
        /** An output came once more than it must. */
        DOUBLED,
        /** An output is not as its record came, and the ledger knows of no fault. */
        ALTERED,
        /** An output is not what the fault in the ledger yields. */
        DIFFERENT,
        /** An output belongs to no record. */
        INVENTED,
        /** Records that were not held back did not keep their order. */
        OUT_OF_ORDER,
        /** The configuration gives a fault that the ledger does not tell of. */
        UNLEDGERED,
        /** The ledger tells of something that the configuration does not give. */
        UNFOUNDED;

        /** The word that is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
