package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A header says something else, as a tag of the wrong model version. */
@About(
        family = About.Family.RECORDS,
        does = "metadata wrong: a header has another value (a model version tag)",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{name: model-version, value: v6}",
                        before = "header model-version=v7: {\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "header model-version=v6: {\"origin\": \"DTW\", \"distance\": 1750}"))
public record ChangeHeader(
        @Setting("The name of the header; where the record has several of this name, the last one changes")
        String name,

        @Setting("Its new value, as text") String value)
        implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        RawRecord record = treatment.record();
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "the record has no header " + name);
        }
        byte[] after = value.getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(header.value(), after)) {
            throw new Skipped(SkipReason.NO_EFFECT, "the header has this value already");
        }
        treatment.replaceHeaders(
                with(record.headers(), header, after), name, Wholes.of(header.value()), Wholes.of(after));
    }

    private static Headers with(Headers all, Header changed, byte[] value) {
        Headers headers = new RecordHeaders();
        for (Header each : all) {
            headers.add(each.key(), each == changed ? value : each.value());
        }
        return headers;
    }
}
