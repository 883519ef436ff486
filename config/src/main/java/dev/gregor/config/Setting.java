package dev.gregor.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one setting of the configuration. Loader, JSON Schema and generated reference read this annotation, so a
 * setting is documented where it is declared. A setting without a default is required unless its type is nullable.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
    /** What the setting means, with its unit and range. */
    String value();

    /** The default, written as in YAML; none if left out. */
    String byDefault() default "";

    /** Whether the value, or anything in it, may be a secret, so that no message shows it. */
    boolean secret() default false;
}
