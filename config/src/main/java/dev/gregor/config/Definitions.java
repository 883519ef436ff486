package dev.gregor.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The named definitions of a JSON Schema: each record is described once and referred to from everywhere. */
final class Definitions {
    /** In a string, what stands for a value that only the environment knows. */
    static final String REFERENCE = "\\$\\{";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> byName = new TreeMap<>();
    private final Map<String, Class<?>> types = new HashMap<>();

    /** A reference to the definition of this type, which is made when it is first needed. */
    ObjectNode refer(Class<?> type, Supplier<ObjectNode> definition) {
        String name =
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        @Nullable Class<?> known = types.putIfAbsent(name, type);
        if (known == null) {
            byName.put(name, definition.get());
        } else if (!known.equals(type)) {
            throw new IllegalStateException(type + " and " + known + " have one name; expected names of their own");
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
