/** What all benchmarks against a broker stand on: processes of their own, topics that go when they are no longer needed, medians. */
@NullMarked
package dev.gregor.harness;

import org.jspecify.annotations.NullMarked;
