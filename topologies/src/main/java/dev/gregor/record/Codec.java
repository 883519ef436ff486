package dev.gregor.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes record values of one {@link dev.gregor.config.Format}. Safe for use from many threads. */
public interface Codec {

    /**
     * Decodes a value.
     *
     * @param bytes the value as it stands in the topic
     * @throws Skipped if the bytes are not of this format, or their schema cannot be had
     */
    Document decode(byte[] bytes) throws Skipped;

    /**
     * Encodes a document that this codec decoded.
     *
     * @param change how a schema is made known that is not that of the bytes which were decoded
     * @throws Skipped if the format or the schema registry does not take what the document has become
     */
    byte[] encode(Document document, SchemaChange change) throws Skipped;

    /** Encodes a document, and registers the schema that it may have come to. */
    default byte[] encode(Document document) throws Skipped {
        return encode(document, SchemaChange.EVOLVE);
    }

    /** Looks at single fields of one value after the other. Not for use by several threads. */
    interface Glance {

        /**
         * What a reader of the decoded value would find under these names, as {@link Document#member} tells it.
         *
         * @param names at least one
         * @return Boolean, Long, Double or String; {@link dev.gregor.config.Expression.Variables#NONE} for any other value; null if there
         *     is no such member
         * @throws Skipped if the bytes are not of this format, or their schema cannot be had
         */
        @Nullable
        Object member(byte[] bytes, List<String> names) throws Skipped;
    }

    /** A new glance at values of this format. */
    default Glance glance() {
        return (bytes, names) -> DecodedRecord.plain(decode(bytes).member(names));
    }

    /**
     * The id of a schema that has nothing to do with the values of the topic, but is known to the registry.
     *
     * @throws Skipped if the format has no schemas, or the registry does not answer
     */
    default int decoySchema() throws Skipped {
        throw new Skipped(SkipReason.NOT_APPLICABLE, "the format has no schemas");
    }

    /**
     * A value as the only member of an object.
     *
     * @param name the name of the member
     * @param change how the schema of the object is made known
     * @throws Skipped if the format has no objects, or the registry does not take the schema
     */
    default byte[] wrap(byte[] value, String name, SchemaChange change) throws Skipped {
        throw new Skipped(SkipReason.NOT_APPLICABLE, "the format has no objects");
    }
}
