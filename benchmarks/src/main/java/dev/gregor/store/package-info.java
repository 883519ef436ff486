/** Stores for benchmarks of what stands upon them: in memory and without a changelog, so that the disk has no part in the numbers. */
@NullMarked
package dev.gregor.store;

import org.jspecify.annotations.NullMarked;
