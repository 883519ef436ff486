package dev.gregor.hold;

import java.time.Duration;

/**
 * What is asked of Gregor.
 *
 * @param records how many records are to be held at once
 * @param rate records a second that come in, and so are to go out
 * @param valueBytes the size of the value of a record
 * @param heapMegabytes the largest heap of Gregor's JVM
 * @param threads stream threads of Gregor
 * @param partitions of the raw topic
 */
record Setup(int records, int rate, int valueBytes, int heapMegabytes, int threads, int partitions) {
    /** All are held for so long before the first one is due. */
    private static final Duration ALL_HELD = Duration.ofSeconds(10);

    private static final int LARGEST_RATE = 1_000_000;

    Setup {
        within("--records", records, 1, 100_000_000);
        within("--rate", rate, 1, LARGEST_RATE);
        within("--heap", heapMegabytes, 64, 65_536);
        within("--threads", threads, 1, 64);
    }

    /** For how long each record is held back: until all have come, and a little longer. */
    Duration delay() {
        return Duration.ofSeconds((records + rate - 1) / rate).plus(ALL_HELD);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " is " + value + "; expected a number from " + least + " to " + most);
        }
    }
}
