/**
 * Benchmarks of what is decided about a record: what one costs that nothing hits, and one that is hit. They stand in the package
 * of what they measure, since its parts are not public.
 */
@NullMarked
package dev.gregor.decision;

import org.jspecify.annotations.NullMarked;
