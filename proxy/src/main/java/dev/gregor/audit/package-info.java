/**
 * Proves after the fact what the injection did: in go the raw topics, the outputs and the ledger, out comes each record that is not
 * as configuration and ledger say it must be. Decides through {@link dev.gregor.decision} and shares nothing of the topology.
 */
@NullMarked
package dev.gregor.audit;

import org.jspecify.annotations.NullMarked;
