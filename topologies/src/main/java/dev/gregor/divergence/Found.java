package dev.gregor.divergence;

/** What the pairing sends on, under the name of its experiment: what it knows, and the outcomes that are to be listed. */
sealed interface Found permits Partial, OutcomeEvent {}
