package dev.gregor.config;

/** How record values are written. */
public enum Format implements Word {
    /** JSON text in UTF-8. */
    JSON,
    /** Avro in Confluent's wire format: a zero byte, the schema id in four bytes, the binary encoding. */
    AVRO,
    /** Bytes that Gregor does not look into. */
    BYTES
}
