package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;

/** The value is nearly JSON, as where a program puts it together from text. */
@About(
        family = About.Family.RECORDS,
        does = "nearly JSON",
        formats = {Format.JSON},
        example =
                @About.Example(
                        with = "{how: unclosed}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"DTW\", \"distance\": 1750"))
public record MalformedJson(
        @Setting(
                value = "What is wrong: unclosed, trailing-comma, nan-literal (NaN as the last field) or wrong-quotes",
                byDefault = "unclosed")
        Mistake how)
        implements Fault {

    @Override
    public void inject(Treatment treatment) throws Skipped {
        treatment.document(); // refuses what is no JSON already
        String json = new String(treatment.bytes(), StandardCharsets.UTF_8);
        int close = json.stripTrailing().length() - 1;
        if (close < 0 || (json.charAt(close) != '}' && json.charAt(close) != ']')) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "the value is neither an object nor an array");
        }
        String after = how.made(json, close);
        if (after.equals(json)) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "the value has nothing in quotes");
        }
        treatment.replaceValue(after.getBytes(StandardCharsets.UTF_8));
    }

    /** The mistakes there are. */
    public enum Mistake implements Word {
        UNCLOSED {
            @Override
            String made(String json, int close) {
                return json.substring(0, close);
            }
        },
        TRAILING_COMMA {
            @Override
            String made(String json, int close) {
                return json.substring(0, close) + "," + json.substring(close);
            }
        },
        NAN_LITERAL {
            @Override
            String made(String json, int close) {
                String before = json.substring(0, close).stripTrailing();
                String comma = before.endsWith("{") || before.endsWith("[") ? "" : ",";
                String name = json.charAt(close) == '}' ? "\"nan\":" : "";
                return json.substring(0, close) + comma + name + "NaN" + json.substring(close);
            }
        },
        WRONG_QUOTES {
            @Override
            String made(String json, int close) {
                return json.replace('"', '\'');
            }
        };

        /**
         * The text with the mistake in it.
         *
         * @param close where the last bracket stands
         */
        abstract String made(String json, int close);
    }
}
