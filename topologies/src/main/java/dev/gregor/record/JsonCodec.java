package dev.gregor.record;

import java.nio.charset.StandardCharsets;

/** JSON text in UTF-8. What is not changed is copied byte for byte. */
public final class JsonCodec implements Codec {

    @Override
    public Document decode(byte[] bytes) throws Skipped {
        return new JsonDocument(bytes);
    }

    @Override
    public Glance glance() {
        return new JsonGlance();
    }

    @Override
    public byte[] encode(Document document, SchemaChange change) {
        return ((JsonDocument) document).toBytes();
    }

    @Override
    public byte[] wrap(byte[] value, String name, SchemaChange change) {
        StringBuilder head = new StringBuilder("{");
        JsonText.quote(head, name);
        ByteSink out = new ByteSink(value.length + head.length() + 2);
        out.write(head.append(':').toString().getBytes(StandardCharsets.UTF_8));
        out.write(value);
        out.write((byte) '}');
        return out.toArray();
    }
}
