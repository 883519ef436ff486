package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.config.Environment.Substituted;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A setting that is one of a few words. */
record WordShape(Map<String, Object> byWord) implements Shape {
    static WordShape of(Class<?> type) {
        Map<String, Object> byWord = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> byWord.put(
                        constant instanceof Word word ? word.word() : Word.word(((Enum<?>) constant).name()),
                        constant));
        return new WordShape(byWord);
    }

    @Override
    public Bound read(Place place, Reading reading) {
        Optional<Substituted> text = reading.text(place, expected());
        if (text.isEmpty()) {
            return Bound.BROKEN;
        }
        Object constant = byWord.get(text.get().text());
        if (constant == null) {
            String meant = text.get().isSecret()
                    ? ""
                    : Suggestion.didYouMean(text.get().text(), byWord.keySet());
            reading.report(place, text.get().shown() + " is not " + expected() + meant);
            return Bound.BROKEN;
        }
        return Bound.of(constant);
    }

    @Override
    public String expected() {
        return Words.or(byWord.keySet());
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        ObjectNode schema = Definitions.object();
        ArrayNode options = schema.putArray("anyOf");
        ArrayNode words = options.addObject().putArray("enum");
        byWord.keySet().forEach(words::add);
        options.addObject().put("type", "string").put("pattern", Definitions.REFERENCE);
        return schema;
    }
}
