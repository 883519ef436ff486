package dev.gregor.fault;

import dev.gregor.config.Checks;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import java.time.Duration;

/** The record is delivered more than once: the same bytes, key, headers and timestamp, as a producer without idempotence sends them. */
@About(
        family = About.Family.RECORDS,
        does = "delivered more than once",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(
                        with = "{copies: 1, gap: 5s}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after =
                                "{\"origin\": \"DTW\", \"distance\": 1750}\n{\"origin\": \"DTW\", \"distance\": 1750} 5s later"))
public record DuplicateRecord(
        @Setting(value = "How many times more it is delivered, from 1 to 100", byDefault = "1")
        int copies,

        @Setting(
                value = "How long after the one before it each copy comes, by event time, up to 365d",
                byDefault = "0s")
        Duration gap)
        implements Fault {

    public DuplicateRecord {
        Checks checks = new Checks();
        checks.require(
                copies >= 1 && copies <= 100,
                "copies",
                copies + " is out of range; expected a whole number from 1 to 100");
        checks.require(
                gap.compareTo(DelayTime.LONGEST) <= 0, "gap", "is out of range; expected a duration from 0s to 365d");
        checks.done();
    }

    @Override
    public void inject(Treatment treatment) {
        treatment.duplicate(copies, gap);
    }
}
