package dev.gregor.results;

import dev.gregor.config.Durations;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.Scalar;
import dev.gregor.config.Selection;
import dev.gregor.config.Word;
import dev.gregor.fault.Catalogue;
import dev.gregor.record.RawRecord;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Parts of an experiment in words for a reader. */
public final class InWords {
    private InWords() {}

    /** As {@code 5 % of the records where value.distance > 500}. */
    public static String selection(Selection selection) {
        String percent = BigDecimal.valueOf(selection.fraction().value())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
        String unit = switch (selection.by()) {
            case RECORD -> "records";
            case KEY -> "keys";
            case WINDOW -> "windows of " + (selection.window() == null ? "" : Durations.format(selection.window()));
        };
        String where =
                selection.where() == null ? "" : " where " + selection.where().source();
        return percent + " % of the " + unit + where;
    }

    /** As {@code drop-field: field distance}, with the parameters in their order. */
    public static String fault(FaultParameters fault) {
        String name = Catalogue.nameOf(fault.getClass());
        String parameters = parameters(fault, ", ");
        return parameters.isEmpty() ? name : name + ": " + parameters;
    }

    /** The settings of a record that are set, with their names. */
    private static String parameters(Object holder, String between) {
        return Arrays.stream(holder.getClass().getRecordComponents())
                .filter(component -> isSet(get(component, holder)))
                .map(component -> Word.word(component.getName().replaceAll("(?=[A-Z])", "_")) + " "
                        + text(Objects.requireNonNull(get(component, holder))))
                .collect(Collectors.joining(between));
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof List<?> list && list.isEmpty());
    }

    private static String text(Object value) {
        if (value instanceof Word word) {
            return word.word();
        } else if (value instanceof Duration duration) {
            return Durations.format(duration);
        } else if (value instanceof List<?> list) {
            return list.stream().map(InWords::text).collect(Collectors.joining(" and "));
        } else if (value.getClass().isAnnotationPresent(Scalar.class)) {
            return text(Objects.requireNonNull(get(value.getClass().getRecordComponents()[0], value)));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> text(each.getKey()) + " to " + text(each.getValue()))
                    .collect(Collectors.joining(", "));
        } else if (value.getClass().isRecord() && value.getClass().getEnclosingClass() != null) {
            // One of the shapes of a sealed interface, as uniform.
            String shape = value.getClass().getSimpleName().replaceAll("(?<!^)(?=[A-Z])", "-");
            return (shape.toLowerCase(Locale.ROOT) + " " + parameters(value, " ")).strip();
        }
        return value.toString();
    }

    private static @Nullable Object get(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The record " + holder.getClass() + " does not show " + component, e);
        }
    }

    /** The last header of a name as text; empty if there is none. */
    static String header(RawRecord record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
