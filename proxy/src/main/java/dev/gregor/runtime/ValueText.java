package dev.gregor.runtime;

import dev.gregor.config.Format;
import dev.gregor.record.Codec;
import dev.gregor.record.JsonText;
import dev.gregor.record.Skipped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A record value for a person to read: JSON as it is, Avro as JSON, and what is no text as hexadecimal digits. */
public final class ValueText {
    private final Format format;
    private final Codec codec;

    public ValueText(Format format, Codec codec) {
        this.format = format;
        this.codec = codec;
    }

    /** The value as text; {@code null} for a tombstone. */
    public String of(byte @Nullable [] value) {
        if (value == null) {
            return "null";
        }
        if (format == Format.AVRO) {
            try {
                return JsonText.of(codec.decode(value).value());
            } catch (Skipped e) {
                return "0x" + HexFormat.of().formatHex(value);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(value);
        }
    }
}
