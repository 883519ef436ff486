package dev.gregor.config;

/**
 * A setting of a fault, for a reference that is printed.
 *
 * @param name as in YAML
 * @param expected what may be written, as "a duration as 250ms, 30s, 10m, 2h or 7d"
 * @param description what it means
 * @param byDefault as in YAML; empty if there is none
 * @param required whether it must be written
 */
public record Parameter(String name, String expected, String description, String byDefault, boolean required) {}
