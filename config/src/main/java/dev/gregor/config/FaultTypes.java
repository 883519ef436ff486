package dev.gregor.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The types of fault that a configuration may name, by their name in YAML, in the order of the alphabet. */
public record FaultTypes(Map<String, Class<? extends FaultParameters>> byName) {
    public FaultTypes {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        byName.forEach((name, type) -> {
            if (!type.isRecord()) {
                throw new IllegalArgumentException("The fault " + name + " is not a record: " + type.getName());
            }
        });
    }
}
