/**
 * How far two sets of outputs lie apart. In go the outputs of pairs, or of two samples, out come estimates with bounds that hold
 * however often one looks. All state merges, in any order, into the state of the whole. Pure.
 */
@NullMarked
package dev.gregor.measure;

import org.jspecify.annotations.NullMarked;
