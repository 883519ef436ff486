package dev.gregor.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The named definitions of a JSON Schema: each record is described once and referred to from everywhere. */
final class Definitions {
    /** In a string, what stands for a value that only the environment knows. */
    static final String REFERENCE = "\\$\\{";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> byName = new TreeMap<>();

    /** A reference to the definition of this name, which is made when it is first needed. */
    ObjectNode refer(String name, Supplier<ObjectNode> definition) {
        if (!byName.containsKey(name)) {
            byName.put(name, object()); // a definition may refer to itself
            byName.put(name, definition.get());
        }
        return object().put("$ref", "#/$defs/" + name);
    }

    ObjectNode all() {
        ObjectNode all = object();
        byName.forEach(all::set);
        return all;
    }

    static ObjectNode object() {
        return JSON.objectNode();
    }
}
