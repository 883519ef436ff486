package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Skipped;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A header is gone, as where a gateway does not pass it on. */
@About(
        family = About.Family.RECORDS,
        does = "metadata missing: a header is gone",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{name: model-version}",
                        before = "header model-version=v7: {\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1750}"))
public record DropHeader(
        @Setting("The name of the header; all headers of this name go")
        String name) implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        Header header = RecordHeader.of(treatment, name);
        Headers headers = new RecordHeaders(treatment.record().headers()).remove(name);
        treatment.replaceHeaders(headers, name, Wholes.of(header.value()), null);
    }
}
