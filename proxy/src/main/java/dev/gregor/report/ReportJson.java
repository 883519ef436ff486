package dev.gregor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.gregor.config.Word;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes {@code report.json}: words in kebab case, instants in ISO 8601, null for a number that is not known. */
public final class ReportJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Word.class, new WordSerializer()))
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writerWithDefaultPrettyPrinter();

    private ReportJson() {}

    /** Writes the report as UTF-8 and leaves the stream open. */
    public static void write(Report report, OutputStream out) throws IOException {
        WRITER.writeValue(out, report);
        out.write('\n');
    }

    /** Writes experiments beside each other as UTF-8 and leaves the stream open. */
    public static void write(SideBySide sideBySide, OutputStream out) throws IOException {
        WRITER.writeValue(out, sideBySide);
        out.write('\n');
    }

    /** Writes the report into a file, which is replaced if it exists. */
    public static void write(Report report, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(report, out);
        }
    }

    private static final class WordSerializer extends StdSerializer<Word> {
        WordSerializer() {
            super(Word.class);
        }

        @Override
        public void serialize(Word word, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(word.word());
        }
    }
}
