package dev.gregor.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A mapping whose names are the components of a record. */
record RecordShape(Construction record, List<Component> components) implements Shape {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Bound read(Place place, Reading reading) {
        if (place.isNothing()) {
            return read(place, new MappingNode(place.node().getTag(), List.of(), FlowStyle.BLOCK), reading);
        } else if (place.node() instanceof MappingNode mapping) {
            return read(place, mapping, reading);
        }
        reading.reportKind(place, expected());
        return Bound.BROKEN;
    }

    private Bound read(Place place, MappingNode mapping, Reading reading) {
        boolean complete = reportUnknown(place, mapping, reading);
        Map<String, @Nullable Object> known = new HashMap<>();
        @Nullable Object[] values = new @Nullable Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            Bound bound = read(component, place, mapping, reading);
            values[i] = bound.value();
            complete &= bound.complete();
            if (bound.complete() || bound.value() != null) {
                known.put(component.javaName(), bound.value());
            }
        }
        try {
            if (complete) {
                return Bound.of(record.of(values));
            }
            record.crossCheck(known);
        } catch (InvalidSetting e) {
            reading.reject(place, e, "a value that fits the settings beside it");
        }
        return Bound.BROKEN;
    }

    private boolean reportUnknown(Place place, MappingNode mapping, Reading reading) {
        List<String> names = components.stream().map(Component::name).toList();
        boolean complete = true;
        for (NodeTuple entry : mapping.getValue()) {
            String key = Place.keyOf(entry);
            if (!names.contains(key)) {
                Place unknown = new Place(
                        entry.getKeyNode(), place.path(), place.entry(entry).key(), place.secret());
                String expected = names.isEmpty() ? "no setting" : Words.or(names);
                reading.report(
                        unknown,
                        "'" + key + "' is not a setting; expected " + expected + Suggestion.didYouMean(key, names));
                complete = false;
            }
        }
        return complete;
    }

    private static Bound read(Component component, Place place, MappingNode mapping, Reading reading) {
        Optional<Place> written = mapping.getValue().stream()
                .filter(entry -> Place.keyOf(entry).equals(component.name()))
                .findFirst()
                .map(place::entry)
                .map(each -> component.secret() ? each.withheld() : each);
        if (written.isPresent() && !reading.isLeftOut(written.get())) {
            return component.shape().read(written.get(), reading);
        } else if (component.nullable()) {
            return Bound.of(null);
        } else if (!component.byDefault().isEmpty()) {
            return component.shape().read(Place.root(Yaml.ofDefault(component.byDefault())), reading);
        }
        String missing = "'" + component.name() + "' is missing; expected "
                + component.shape().expected() + " ("
                + component.description() + ")";
        reading.reportAtKey(place, missing);
        return Bound.BROKEN;
    }

    @Override
    public String expected() {
        return components.isEmpty()
                ? "a mapping without settings"
                : "a mapping with "
                        + Words.or(components.stream().map(Component::name).toList());
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        return definitions.refer(record.type(), () -> definition(definitions));
    }

    private ObjectNode definition(Definitions definitions) {
        ObjectNode schema = Definitions.object().put("type", "object").put("additionalProperties", false);
        ArrayNode required = JSON.createArrayNode();
        ObjectNode properties = schema.putObject("properties");
        for (Component component : components) {
            ObjectNode property = component.shape().schema(definitions).put("description", component.description());
            if (!component.byDefault().isEmpty()) {
                property.set("default", JSON.valueToTree(plain(component.byDefault())));
            }
            properties.set(component.name(), property);
            if (component.isRequired()) {
                required.add(component.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static @Nullable Object plain(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    /** Whether an empty mapping is enough. */
    boolean needsNothing() {
        return components.stream().noneMatch(Component::isRequired);
    }

    /**
     * One setting of the record.
     *
     * @param name as in YAML
     * @param byDefault as in YAML; empty if there is none
     * @param secret whether no message may show its value
     */
    record Component(
            String name,
            String javaName,
            Shape shape,
            boolean nullable,
            String description,
            String byDefault,
            boolean secret) {
        boolean isRequired() {
            return !nullable && byDefault.isEmpty();
        }
    }
}
