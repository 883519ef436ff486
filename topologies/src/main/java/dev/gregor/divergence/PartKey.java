package dev.gregor.divergence;

/** The key of a part: the task that it comes from, and what it is of. */
record PartKey(int task, String of) {
    static PartKey parse(String text) {
        int bar = text.indexOf('|');
        return new PartKey(Integer.parseInt(text.substring(0, bar)), text.substring(bar + 1));
    }

    String text() {
        return task + "|" + of;
    }
}
