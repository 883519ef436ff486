/**
 * The faults and their one {@link dev.gregor.fault.Catalogue}. A fault gets a {@link dev.gregor.fault.Treatment} of one
 * record and damages it. Pure: its draws come from the treatment, its clock is the record's, its past is handed in.
 */
@NullMarked
package dev.gregor.fault;

import org.jspecify.annotations.NullMarked;
