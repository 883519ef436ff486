package dev.gregor.fault;

import dev.gregor.config.FaultParameters;
import java.util.Optional;

/** A fault that holds records back. One experiment holds by one clock: what two of them add up to would mean nothing. */
interface HoldingFault extends Fault {

    /** The clock that it holds records by. */
    Hold.Clock heldBy();

    @Override
    default Optional<String> conflictWith(FaultParameters earlier) {
        if (earlier instanceof HoldingFault holding && holding.heldBy() != heldBy()) {
            return Optional.of("holds records by the clock '" + heldBy().word() + "', and '"
                    + Catalogue.nameOf(earlier.getClass()) + "' before it by '"
                    + holding.heldBy().word() + "'; expected one clock in an experiment");
        }
        return Fault.super.conflictWith(earlier);
    }
}
