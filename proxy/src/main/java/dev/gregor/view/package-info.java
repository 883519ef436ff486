/**
 * What the topics of one application say now: states of experiments, divergence, faults over time, pages of the ledger. Reads as a bystander, keeps a
 * bounded amount in memory, and tells whoever subscribes what has changed. The HTTP API and the command {@code experiments} show it.
 */
@NullMarked
package dev.gregor.view;

import org.jspecify.annotations.NullMarked;
