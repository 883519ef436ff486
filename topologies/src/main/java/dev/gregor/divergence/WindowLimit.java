package dev.gregor.divergence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many windows of one experiment are remembered, so that a run may last for months. The oldest give way to new
 * ones, and what comes for a window older than all that are remembered goes into the whole run only.
 */
final class WindowLimit {
    /** Windows of one experiment: a day and more of minutes. */
    static final int WINDOWS = 2_000;

    private final int limit;
    private final Map<String, TreeMap<Window, Set<String>>> keys = new HashMap<>();

    WindowLimit(int limit) {
        this.limit = limit;
    }

    /** Whether what is stored under a key for a window was admitted, and has not gone since. */
    boolean holds(String experiment, @Nullable Window window, String key) {
        return window == null
                || keys.getOrDefault(experiment, new TreeMap<>())
                        .getOrDefault(window, Set.of())
                        .contains(key);
    }

    /**
     * Admits what is stored under a key for a window.
     *
     * @param window the window, or null for the whole run, which is always admitted
     * @return the stored keys that must go, or null if it is this one that is not admitted
     */
    @Nullable
    List<String> admit(String experiment, @Nullable Window window, String key) {
        if (window == null) {
            return List.of();
        }
        TreeMap<Window, Set<String>> windows = keys.computeIfAbsent(experiment, e -> new TreeMap<>());
        Set<String> known = windows.get(window);
        if (known != null) {
            known.add(key);
            return List.of();
        }
        if (windows.size() < limit) {
            windows.computeIfAbsent(window, w -> new HashSet<>()).add(key);
            return List.of();
        }
        if (window.compareTo(windows.firstKey()) < 0) {
            return null;
        }
        List<String> evicted = new ArrayList<>(windows.pollFirstEntry().getValue());
        windows.computeIfAbsent(window, w -> new HashSet<>()).add(key);
        return evicted;
    }
}
