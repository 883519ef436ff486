package dev.gregor.judge;

import java.util.ArrayList;
import java.util.List;

/** What a reader should know besides, though it decides nothing: a fault may well have caused it. */
final class Notes {
    private Notes() {}

    static List<String> on(Evidence.Pairs pairs) {
        List<String> notes = new ArrayList<>();
        if (pairs.missing() > 0) {
            notes.add("Besides, " + Wording.count(pairs.missing(), "control output") + " had no treatment output");
        }
        if (pairs.invalid() > 0) {
            notes.add("Besides, " + Wording.count(pairs.invalid(), "output")
                    + " did not parse or lacked a measured field");
        }
        if (pairs.orphan() > 0) {
            notes.add("Besides, " + Wording.count(pairs.orphan(), "treatment output") + " had no control output");
        }
        if (pairs.duplicate() > 0) {
            notes.add("Besides, " + Wording.count(pairs.duplicate(), "output") + " came again after the first");
        }
        return notes;
    }
}
