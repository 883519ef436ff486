/**
 * What the numbers mean. In goes an experiment and the evidence on it, out comes a verdict with its reasons. Pure: the same
 * evidence gives the same verdict, whenever and wherever it is judged.
 */
@NullMarked
package dev.gregor.judge;

import org.jspecify.annotations.NullMarked;
