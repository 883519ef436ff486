package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A {@link Literal}: whatever is written. */
record LiteralShape() implements Shape {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]{1,100}|[0-9]{1,100}(\\.[0-9]{0,100})?)([eE][-+]?[0-9]{1,3})?");

    @Override
    public Bound read(Place place, Reading reading) {
        Bound bound = value(place, reading);
        return bound.complete() ? Bound.of(new Literal(bound.value())) : bound;
    }

    private Bound value(Place place, Reading reading) {
        Node node = place.node();
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> items = new ArrayList<>();
            boolean complete = true;
            for (Node item : sequence.getValue()) {
                Bound bound = value(place.item(items.size(), item), reading);
                complete &= bound.complete();
                items.add(bound.value());
            }
            return new Bound(items, complete);
        } else if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            boolean complete = true;
            for (NodeTuple entry : mapping.getValue()) {
                Bound bound = value(place.entry(entry), reading);
                complete &= bound.complete();
                fields.put(Place.keyOf(entry), bound.value());
            }
            return new Bound(fields, complete);
        } else if (place.isNothing()) {
            return Bound.of(null);
        }
        boolean plain = node instanceof ScalarNode scalar && scalar.isPlain();
        return reading.text(place, expected())
                .map(text -> Bound.of(plain ? typed(text.text()) : text.text()))
                .orElse(Bound.BROKEN);
    }

    private static Object typed(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    @Override
    public String expected() {
        return "any value";
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        return Definitions.object();
    }
}
