/**
 * Benchmarks of what the injection does beside deciding: it counts, and it holds records back. They stand in the package of what they measure,
 * since its parts are not public.
 */
@NullMarked
package dev.gregor.injection;

import org.jspecify.annotations.NullMarked;
