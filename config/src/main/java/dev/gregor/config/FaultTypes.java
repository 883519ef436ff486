package dev.gregor.config;

import java.util.Map;

/** The types of fault that a configuration may name, by their name in YAML. */
public record FaultTypes(Map<String, Class<? extends FaultParameters>> byName) {
    public FaultTypes {
        byName = Map.copyOf(byName);
        byName.forEach((name, type) -> {
            if (!type.isRecord()) {
                throw new IllegalArgumentException("The fault " + name + " is not a record: " + type.getName());
            }
        });
    }
}
