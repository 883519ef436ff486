package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;

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
        RecordHeader.set(treatment, name, value.getBytes(StandardCharsets.UTF_8));
    }
}
