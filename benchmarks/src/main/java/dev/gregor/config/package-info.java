/** Benchmarks of what a configuration says that is asked of every record: its conditions. */
@NullMarked
package dev.gregor.config;

import org.jspecify.annotations.NullMarked;
