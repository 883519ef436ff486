/** What one more pair costs to measure, and what the bounds cost when somebody looks. */
@NullMarked
package dev.gregor.measure;

import org.jspecify.annotations.NullMarked;
