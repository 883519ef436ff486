package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;

/** Sensor noise: a random number is added. */
@About(
        family = About.Family.FIELDS,
        does = "sensor noise",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, scale: 10}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1754.29452205384}"))
public record Noise(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "The distribution: gaussian, uniform or laplace, each around 0", byDefault = "gaussian")
        Distribution distribution,

        @Setting("Its scale, above 0: the standard deviation, half the width, or the mean size")
        double scale,

        @Setting(value = "Whether the scale is a share of the number's own size", byDefault = "false")
        boolean relative,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public Noise {
        if (!(scale > 0)) {
            throw new InvalidSetting("scale", scale + " makes no noise; expected a number above 0");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        double before = Numbers.floating(field);
        double size = relative ? scale * Math.abs(before) : scale;
        Numbers.set(field, before, before + size * distribution.draw(treatment.draw()));
    }

    /** The distributions there are, with a scale of 1. */
    public enum Distribution implements Word {
        GAUSSIAN {
            @Override
            double draw(Draw draw) {
                return draw.nextGaussian();
            }
        },
        UNIFORM {
            @Override
            double draw(Draw draw) {
                return 2 * draw.nextDouble() - 1;
            }
        },
        LAPLACE {
            @Override
            double draw(Draw draw) {
                double size = draw.nextExponential();
                return draw.nextInt(2) == 0 ? size : -size;
            }
        };

        abstract double draw(Draw draw);
    }
}
