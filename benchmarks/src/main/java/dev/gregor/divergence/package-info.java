/**
 * Benchmarks of what becomes of an output that was read: it is joined with its other, and the pair is counted in. They stand in the package of
 * what they measure, since its parts are not public.
 */
@NullMarked
package dev.gregor.divergence;

import org.jspecify.annotations.NullMarked;
