package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A list of settings; a single scalar stands for a list of one. */
record ListShape(Shape item) implements Shape {
    @Override
    public Bound read(Place place, Reading reading) {
        List<@Nullable Object> values = new ArrayList<>();
        if (place.node() instanceof SequenceNode sequence) {
            boolean complete = true;
            for (Node node : sequence.getValue()) {
                Bound bound = item.read(place.item(values.size(), node), reading);
                complete &= bound.complete();
                values.add(bound.complete() ? bound.value() : null);
            }
            return new Bound(values, complete);
        } else if (place.node() instanceof ScalarNode) {
            Bound bound = item.read(place, reading);
            values.add(bound.complete() ? bound.value() : null);
            return new Bound(values, bound.complete());
        }
        reading.reportKind(place, expected());
        return Bound.BROKEN;
    }

    @Override
    public String expected() {
        return "a list, each item of it " + item.expected();
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        ObjectNode schema = Definitions.object();
        ArrayNode options = schema.putArray("anyOf");
        options.addObject().put("type", "array").set("items", item.schema(definitions));
        ObjectNode single = options.addObject();
        single.putArray("type").add("string").add("number").add("boolean");
        single.putArray("allOf").add(item.schema(definitions));
        return schema;
    }
}
