/**
 * What became of an experiment, read back from the topics that Gregor wrote: verdicts, divergence, ledger. In goes a
 * configuration and a cluster, out comes a {@link dev.gregor.report.Report}. Commands and the demo call in here.
 */
@NullMarked
package dev.gregor.results;

import org.jspecify.annotations.NullMarked;
