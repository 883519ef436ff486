package dev.gregor.config;

import java.util.Collections;
import java.util.List;
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

    /** The parameters of a fault, in their order; throws IllegalArgumentException if there is no such fault. */
    public List<Parameter> parametersOf(String fault) {
        Class<? extends FaultParameters> type = byName.get(fault);
        if (type == null) {
            throw new IllegalArgumentException("'" + fault + "' is not a fault; expected " + Words.or(byName.keySet())
                    + Suggestion.didYouMean(fault, byName.keySet()));
        }
        return new Shapes(this)
                .ofRecord(type).components().stream()
                        .map(component -> new Parameter(
                                component.name(),
                                component.shape().expected(),
                                component.description(),
                                component.byDefault(),
                                component.isRequired()))
                        .toList();
    }
}
