package dev.gregor.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What the ledger tells of one record, against what it must tell. */
final class LedgerCheck {
    private final String id;
    private final Consumer<Finding> findings;
    private final Deque<LedgerEntry> left;

    LedgerCheck(String id, List<LedgerEntry> entries, Consumer<Finding> findings) {
        this.id = id;
        this.findings = findings;
        this.left =
                new ArrayDeque<>(entries.stream().filter(LedgerEntry::isOutcome).toList());
    }

    /**
     * The next event must be this one.
     *
     * @param anyHold whether the time for which it was held back depends on the time of day
     */
    void expect(byte[] event, boolean anyHold) {
        LedgerEntry expected = LedgerEntry.of(0, event);
        LedgerEntry actual = left.poll();
        if (actual == null) {
            findings.accept(Finding.of(
                    Finding.Kind.UNLEDGERED,
                    id,
                    "the configuration gives this event, and it is not there: " + expected.text()));
        } else if (!Arrays.equals(actual.bytes(), event) && !(anyHold && isSameButForTheHold(actual, expected))) {
            findings.accept(Finding.of(
                    Finding.Kind.UNFOUNDED,
                    id,
                    "the configuration gives " + expected.text() + ", and the ledger has " + actual.text()));
        }
    }

    private static boolean isSameButForTheHold(LedgerEntry one, LedgerEntry other) {
        return withoutHold(one).equals(withoutHold(other));
    }

    private static ObjectNode withoutHold(LedgerEntry entry) {
        ObjectNode event = entry.event().deepCopy();
        event.remove("held-by-milliseconds");
        return event;
    }

    /** Takes the ledger's word for all that it tells of this record. */
    void trust() {
        left.clear();
    }

    /** There must be no other event. */
    void end() {
        left.forEach(each -> findings.accept(Finding.of(
                Finding.Kind.UNFOUNDED, id, "nothing in the configuration gives this event: " + each.text())));
    }
}
