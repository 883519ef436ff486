/**
 * Benchmarks of the injection: what a record costs that nothing hits, and one that is hit. They stand in the package of what they
 * measure, since its parts are not public.
 */
@NullMarked
package dev.gregor.injection;

import org.jspecify.annotations.NullMarked;
