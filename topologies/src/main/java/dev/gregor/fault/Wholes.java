package dev.gregor.fault;

import dev.gregor.record.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A whole key or record value as the ledger tells it: as text where it is text, else as bytes. */
final class Wholes {
    private Wholes() {}

    static Value of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Value.Null.NULL;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean isReadable = text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
            return isReadable ? new Value.Text(text) : new Value.Bytes(bytes);
        } catch (CharacterCodingException e) {
            return new Value.Bytes(bytes);
        }
    }
}
