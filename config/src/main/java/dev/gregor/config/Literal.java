package dev.gregor.config;

import org.jspecify.annotations.Nullable;

/**
 * Any value, typed as YAML types it: {@code 0} is a number, {@code "0"} a text.
 *
 * @param value null, Boolean, BigDecimal, String, List or Map from String
 */
public record Literal(@Nullable Object value) {}
