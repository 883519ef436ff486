package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.nio.charset.Charset;

/** Mojibake: text that was written in one encoding and read in another. */
@About(
        family = About.Family.FIELDS,
        does = "mojibake: UTF-8 read as ISO-8859-1",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: city}",
                        before = "{\"city\": \"Zürich\"}",
                        after = "{\"city\": \"ZÃ¼rich\"}"))
public record ReencodeText(
        @Setting("The field with text: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "The encoding that it was written in", byDefault = "UTF-8")
        Charset writtenAs,

        @Setting(value = "The encoding that it was read as", byDefault = "ISO-8859-1")
        Charset readAs)
        implements FieldFault {

    public ReencodeText {
        if (!writtenAs.canEncode()) {
            throw new InvalidSetting("written-as", "'" + writtenAs + "' cannot be written; expected another encoding");
        } else if (writtenAs.equals(readAs)) {
            throw new InvalidSetting(
                    "read-as", "'" + readAs + "' is what it was written in; expected another encoding");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        String text = Damage.textOf(field);
        String after = new String(text.getBytes(writtenAs), readAs);
        Damage.set(field, new Value.Text(after));
    }
}
