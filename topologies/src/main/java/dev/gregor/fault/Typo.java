package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Fraction;
import dev.gregor.config.InvalidSetting;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import dev.gregor.record.Field;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.List;

/** Typing errors: characters dropped, doubled, exchanged with the next one, or hit beside. */
@About(
        family = About.Family.FIELDS,
        does = "characters dropped, doubled, exchanged, hit beside",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: city, rate: 0.1}",
                        before = "{\"city\": \"Honolulu\"}",
                        after = "{\"city\": \"Honokulu\"}"))
public record Typo(
        @Setting("The field with text: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(
                value = "The share of the characters with an error, above 0 up to 1; there is at least one",
                byDefault = "0.1")
        Fraction rate,

        @Setting(
                value = "The keyboard, for keys that lie beside each other: qwerty, qwertz or azerty",
                byDefault = "qwerty")
        Keyboard keyboard)
        implements FieldFault {

    public Typo {
        if (rate.value() == 0) {
            throw new InvalidSetting("rate", "0 leaves every character as it is; expected a number above 0 up to 1");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        String text = Damage.textOf(field);
        if (text.isEmpty()) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, field.path() + " has no characters");
        }
        String after = mistyped(text, treatment.draw());
        Damage.set(field, new Value.Text(after));
    }

    private String mistyped(String text, Draw draw) {
        int certain = draw.nextInt(text.length());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean hit = draw.nextDouble() < rate.value() || i == certain;
            char c = text.charAt(i);
            if (!hit || Character.isSurrogate(c)) {
                out.append(c);
                continue;
            }
            switch (draw.nextInt(4)) {
                case 0 -> { // dropped
                }
                case 1 -> out.append(c).append(c);
                case 2 -> {
                    char next = i + 1 < text.length() ? text.charAt(i + 1) : c;
                    boolean exchanges = next != c && !Character.isSurrogate(next);
                    out.append(exchanges ? next : c).append(c);
                    i += exchanges ? 1 : 0;
                }
                default -> out.append(keyboard.beside(c, draw));
            }
        }
        return out.toString();
    }

    /** Where keys lie. */
    public enum Keyboard implements Word {
        QWERTY("qwertyuiop", "asdfghjkl", "zxcvbnm"),
        QWERTZ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
        AZERTY("azertyuiop", "qsdfghjklm", "wxcvbn");

        private static final String DIGITS = "1234567890";

        private final List<String> rows;

        Keyboard(String upper, String middle, String lower) {
            rows = List.of(DIGITS, upper, middle, lower);
        }

        /** A key to the left or the right; x for what no key of a row makes. */
        private char beside(char c, Draw draw) {
            char key = Character.toLowerCase(c);
            for (String row : rows) {
                int at = row.indexOf(key);
                if (at >= 0) {
                    boolean left = at == row.length() - 1 || (at > 0 && draw.nextInt(2) == 0);
                    char hit = row.charAt(left ? at - 1 : at + 1);
                    return Character.isUpperCase(c) ? Character.toUpperCase(hit) : hit;
                }
            }
            return 'x';
        }
    }
}
