package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.Environment.Substituted;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting that is one word, number or time.
 *
 * @param jsonTypes the JSON types that may stand for it
 * @param pattern what a string that stands for it looks like; empty for any
 * @param parse takes the text to the value, or throws IllegalArgumentException where it is not as expected
 */
record ScalarShape<T>(
        Class<T> type, String expected, List<String> jsonTypes, String pattern, Function<String, ? extends T> parse)
        implements Shape {

    /** The same setting where something narrower is expected. */
    ScalarShape<T> expecting(String narrower) {
        return new ScalarShape<>(type, narrower, jsonTypes, pattern, parse);
    }

    @Override
    public Bound read(Place place, Reading reading) {
        Optional<Substituted> text = reading.text(place, expected);
        if (text.isEmpty()) {
            return Bound.BROKEN;
        }
        try {
            return Bound.of(parse.apply(text.get().text()));
        } catch (InvalidSetting e) {
            reading.reject(place, e, expected);
            return Bound.BROKEN;
        } catch (IllegalArgumentException e) {
            reading.report(place, text.get().shown() + " is not " + expected);
            return Bound.BROKEN;
        }
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        ObjectNode schema = Definitions.object();
        if (jsonTypes.size() == 1) {
            schema.put("type", jsonTypes.get(0));
        } else {
            ArrayNode types = schema.putArray("type");
            jsonTypes.forEach(types::add);
        }
        if (!pattern.isEmpty()) {
            schema.put("pattern", pattern);
        }
        return schema;
    }
}
