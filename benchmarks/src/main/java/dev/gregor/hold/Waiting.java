package dev.gregor.hold;

import java.util.concurrent.TimeUnit;

/** How long a look waits for the next one. */
final class Waiting {
    private static final long LOOK_EVERY_MILLIS = 100;

    private Waiting() {}

    static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
}
