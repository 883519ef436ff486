package dev.gregor.demo;

import java.util.Locale;

/** What is said of records that an application could make nothing of. */
final class Unreadable {
    private Unreadable() {}

    static String note(long count) {
        return count == 0
                ? "The application could read every record of the treatment arm."
                : String.format(
                        Locale.ROOT,
                        "The application could not read %,d %s of the treatment arm, and gave no output for %s.",
                        count,
                        count == 1 ? "record" : "records",
                        count == 1 ? "it" : "them");
    }
}
