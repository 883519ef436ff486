package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Settings by names that the user chooses, in the order of the file. */
record MapShape(Shape value) implements Shape {
    @Override
    public Bound read(Place place, Reading reading) {
        if (!(place.node() instanceof MappingNode mapping)) {
            reading.reportKind(place, expected());
            return Bound.BROKEN;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        boolean complete = true;
        for (NodeTuple entry : mapping.getValue()) {
            Bound bound = value.read(place.entry(entry), reading);
            complete &= bound.complete();
            values.put(Place.keyOf(entry), bound.complete() ? bound.value() : null);
        }
        return new Bound(values, complete);
    }

    @Override
    public String expected() {
        return "a mapping of names, each to " + value.expected();
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        ObjectNode schema = Definitions.object().put("type", "object");
        schema.set("additionalProperties", value.schema(definitions));
        return schema;
    }
}
