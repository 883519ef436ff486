/**
 * What becomes of a record: select, decode, mutate, encode. Pure: the same records, experiments and circumstances give the same
 * decisions, in the topology, in a dry run and in an audit. {@link dev.gregor.decision.Injector} decides.
 */
@NullMarked
package dev.gregor.decision;

import org.jspecify.annotations.NullMarked;
