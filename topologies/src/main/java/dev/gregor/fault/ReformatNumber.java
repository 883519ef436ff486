package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** The same number written otherwise. */
@About(
        family = About.Family.FIELDS,
        does = "the same number written otherwise",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, as: grouping}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": \"1,750\"}"))
public record ReformatNumber(
        @Setting("The numeric field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("How: decimal-comma (1750,50), grouping (1,750.5), exponent (1.75E+3) or text")
        Writing as,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        Value after = as.write(Numbers.exact(field));
        Damage.set(field, after);
    }

    /** The ways to write a number. */
    public enum Writing implements Word {
        DECIMAL_COMMA {
            @Override
            Value write(BigDecimal number) {
                BigDecimal cents = number.scale() < 2 ? number.setScale(2) : number;
                return new Value.Text(cents.toPlainString().replace('.', ','));
            }
        },
        GROUPING {
            @Override
            Value write(BigDecimal number) {
                DecimalFormat format = new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
                format.setMaximumFractionDigits(Math.max(0, number.scale()));
                return new Value.Text(format.format(number));
            }
        },
        EXPONENT {
            @Override
            Value write(BigDecimal number) {
                BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
                String digits = plain.unscaledValue().abs().toString();
                String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
                int exponent = plain.precision() - plain.scale() - 1;
                String sign = plain.signum() < 0 ? "-" : "";
                return new Value.Num(sign + digits.charAt(0) + fraction + "E" + (exponent < 0 ? "" : "+") + exponent);
            }
        },
        TEXT {
            @Override
            Value write(BigDecimal number) {
                return new Value.Text(number.toString());
            }
        };

        abstract Value write(BigDecimal number);
    }
}
