package dev.gregor.record;

/** Bytes that nobody looks into: they have no fields. */
public final class BytesCodec implements Codec {

    @Override
    public Document decode(byte[] bytes) throws Skipped {
        throw new Skipped(SkipReason.UNDECODABLE, "the route carries bytes, which have no fields");
    }

    @Override
    public byte[] encode(Document document, SchemaChange change) throws Skipped {
        throw new Skipped(SkipReason.UNENCODABLE, "the route carries bytes, which have no fields");
    }
}
