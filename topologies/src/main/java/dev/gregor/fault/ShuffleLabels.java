package dev.gregor.fault;

import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of the selected records of each block of offsets are permuted among them. A record waits until its block has passed. */
@About(
        family = About.Family.LABELS,
        does = "labels permuted inside a window",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: airline, within: 100}",
                        before = "{\"airline\": \"A\"}\n{\"airline\": \"B\"}\n{\"airline\": \"C\"}",
                        after = "{\"airline\": \"A\"}\n{\"airline\": \"C\"}\n{\"airline\": \"B\"}"))
public record ShuffleLabels(
        @Setting("The field of the label: a path") FieldPath field,

        @Setting("How many offsets a block has, from 2 to 10,000")
        int within)
        implements BatchFault {

    public ShuffleLabels {
        if (within < 2 || within > 10_000) {
            throw new InvalidSetting("within", within + " is out of range; expected a whole number from 2 to 10000");
        }
    }

    @Override
    public List<@Nullable Skipped> injectTogether(List<Treatment> batch, Draw draw) {
        List<@Nullable Skipped> refusals = new ArrayList<>(Collections.nCopies(batch.size(), (Skipped) null));
        List<Integer> labelled = new ArrayList<>();
        List<Value> labels = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                labels.add(Labelled.of(batch.get(i), field).value());
                labelled.add(i);
            } catch (Skipped refusal) {
                refusals.set(i, refusal);
            }
        }
        shuffle(labels, draw);
        for (int i = 0; i < labels.size(); i++) {
            try {
                Labelled.set(batch.get(labelled.get(i)), field, labels.get(i));
            } catch (Skipped refusal) {
                refusals.set(labelled.get(i), refusal);
            }
        }
        return refusals;
    }

    /** Every permutation is as likely (Fisher and Yates, 1938; Durstenfeld, 1964). */
    private static void shuffle(List<Value> labels, Draw draw) {
        for (int i = labels.size() - 1; i > 0; i--) {
            Collections.swap(labels, i, draw.nextInt(i + 1));
        }
    }
}
