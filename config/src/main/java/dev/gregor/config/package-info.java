/**
 * How an experiment is written. In goes a YAML file, out comes a {@link dev.gregor.config.GregorConfig} that is right, or
 * every error of the file with its line and column. A fault is only a type here, handed in by the catalogue.
 */
@NullMarked
package dev.gregor.config;

import org.jspecify.annotations.NullMarked;
