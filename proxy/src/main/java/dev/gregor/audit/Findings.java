package dev.gregor.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All findings by number, and the first of them by name. */
final class Findings implements Consumer<Finding> {
    private final int most;
    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
    private final List<Finding> listed = new ArrayList<>();

    /**
     * None yet.
     *
     * @param most how many of each kind are listed
     */
    Findings(int most) {
        this.most = most;
    }

    @Override
    public void accept(Finding finding) {
        if (counts.merge(finding.kind(), 1L, Long::sum) <= most) {
            listed.add(finding);
        }
    }

    Map<String, Long> counts() {
        Map<String, Long> words = new TreeMap<>();
        counts.forEach((kind, count) -> words.put(kind.word(), count));
        return words;
    }

    List<AuditReport.Listed> listed() {
        return listed.stream().map(AuditReport.Listed::of).toList();
    }
}
