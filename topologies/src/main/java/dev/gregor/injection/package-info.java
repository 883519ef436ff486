/**
 * The way of a record from its raw topic to feature topic, canary topic and ledger, as {@link dev.gregor.decision} decides: hold
 * or forward, exactly once. {@link dev.gregor.injection.InjectionTopology} is the whole of it.
 */
@NullMarked
package dev.gregor.injection;

import org.jspecify.annotations.NullMarked;
