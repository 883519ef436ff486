package dev.gregor.record;

/** JSON text in UTF-8. What is not changed is copied byte for byte. */
public final class JsonCodec implements Codec {

    @Override
    public Document decode(byte[] bytes) throws Skipped {
        return new JsonDocument(bytes);
    }

    @Override
    public byte[] encode(Document document, SchemaChange change) {
        return ((JsonDocument) document).toBytes();
    }
}
