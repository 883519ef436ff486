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
    /** Gregor may be slower than the producer by a fifth, and start so late, and still all are held before the first is due. */
    private static final double SLOWER = 1.2;

    private static final Duration LATER = Duration.ofSeconds(10);

    private static final int LARGEST_RATE = 1_000_000;

    Setup {
        within("--records", records, 1, 100_000_000);
        within("--rate", rate, 1, LARGEST_RATE);
        within("--heap", heapMegabytes, 64, 65_536);
        within("--threads", threads, 1, 64);
    }

    /** For how long each record is held back: until all have come, and a little longer. */
    Duration delay() {
        return Duration.ofSeconds((long) Math.ceil(SLOWER * records / rate)).plus(LATER);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " is " + value + "; expected a number from " + least + " to " + most);
        }
    }
}
