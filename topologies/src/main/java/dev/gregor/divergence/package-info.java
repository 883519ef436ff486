/**
 * How far the outputs of the two arms lie apart. In go the control outputs, the treatment outputs and the counts of the
 * injection, out come divergence events and verdicts: read, pair, measure, merge, judge. Built as a topology of its own, which
 * is parallel to the injection and knows nothing of faults.
 */
@NullMarked
package dev.gregor.divergence;

import org.jspecify.annotations.NullMarked;
