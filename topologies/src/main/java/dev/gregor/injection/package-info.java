/**
 * The way of a record from its raw topic to feature topic, canary topic and ledger: select, decode, mutate, encode, hold or
 * forward. {@link dev.gregor.injection.Injector} decides and is pure; {@link dev.gregor.injection.InjectionTopology} moves
 * the records.
 */
@NullMarked
package dev.gregor.injection;

import org.jspecify.annotations.NullMarked;
