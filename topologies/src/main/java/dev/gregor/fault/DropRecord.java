package dev.gregor.fault;

import dev.gregor.config.Format;

/** The record is missing, as where a user group is left out, an alert silenced, or a class removed. */
@About(
        family = About.Family.RECORDS,
        does = "the record is missing",
        formats = {Format.JSON, Format.AVRO, Format.BYTES},
        example =
                @About.Example(with = "{}", before = "{\"origin\": \"DTW\", \"distance\": 1750}", after = "(nothing)"))
public record DropRecord() implements Fault {

    @Override
    public void inject(Treatment treatment) {
        treatment.drop();
    }
}
