package dev.gregor.record;

/** Reads and writes record values of one {@link dev.gregor.config.Format}. Safe for use from many threads. */
public interface Codec {

    /**
     * Decodes a value.
     *
     * @param bytes the value as it stands in the topic
     * @throws Undecodable if the bytes are not of this codec's format
     */
    Document decode(byte[] bytes) throws Undecodable;

    /**
     * Encodes a document that this codec decoded.
     *
     * @throws Unencodable if the format or the schema registry does not take what the document has become
     */
    byte[] encode(Document document) throws Unencodable;
}
