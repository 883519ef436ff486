/** Benchmarks of the judge: what a pair costs. */
@NullMarked
package dev.gregor.judge;

import org.jspecify.annotations.NullMarked;
