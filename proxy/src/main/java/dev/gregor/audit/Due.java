package dev.gregor.audit;

import dev.gregor.fault.Hold;

/**
 * Until when a record is held back.
 *
 * @param experiment who holds it
 * @param at by its clock: epoch milliseconds, or an offset
 */
record Due(String experiment, Hold.Clock clock, long at) {}
