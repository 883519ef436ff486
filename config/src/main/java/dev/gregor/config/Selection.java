package dev.gregor.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which records are hit: a fraction, the unit that it is drawn by, and an optional condition. */
public record Selection(
        @Setting(value = "The share of the units that is hit, from 0 to 1", byDefault = "1")
        Fraction fraction,

        @Setting(
                value = "The unit that is drawn: each record, all records of a key, or all records of a time window",
                byDefault = "record")
        Unit by,

        @Setting("The length of a time window; needed with 'by: window'") @Nullable
        Duration window,

        @Setting("A CEL condition on the record; records that it does not hold for are not hit") @Nullable
        Expression where,

        @Setting("Bursts: nothing is hit but in the times in which they are on") @Nullable
        Bursts bursts) {

    public Selection {
        Checks checks = new Checks();
        checks.require(
                by != Unit.WINDOW || window != null,
                "window",
                "missing; 'by: window' needs the length of a window, as 10s or 5m");
        checks.require(
                by == Unit.WINDOW || window == null,
                "window",
                "has no meaning with 'by: " + by.word() + "'; expected 'by: window'");
        checks.require(
                window == null || window.toMillis() >= 1, "window", "the window is too short; expected at least 1ms");
        checks.require(
                where == null || where.isCondition(),
                "where",
                "'" + (where == null ? "" : where.source())
                        + "' is not a condition, it is never true or false; expected" + " one as value.distance > 500");
        checks.done();
    }

    /** The unit that a draw is made for. */
    public enum Unit implements Word {
        RECORD,
        KEY,
        WINDOW
    }
}
