package dev.gregor.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record of one component that is written as that component alone: {@code fraction: 0.05}, not {@code fraction: {value: 0.05}}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scalar {
    /** What may be written, for error messages and the JSON Schema: "a number from 0 to 1". */
    String expected();
}
