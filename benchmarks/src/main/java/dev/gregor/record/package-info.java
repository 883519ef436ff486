/** Benchmarks of the record formats, each beside what a plain use of the format's own library costs. */
@NullMarked
package dev.gregor.record;

import org.jspecify.annotations.NullMarked;
