package dev.gregor.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method of a record that checks some of its components against each other: first a {@link Checks}, then
 * components by their names. The constructor calls it; where the record cannot be made because of another component, the
 * loader calls it on what could be read, with nulls for the broken items of a list or map.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface CrossCheck {}
