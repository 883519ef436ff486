package dev.gregor.hold;

import java.util.concurrent.TimeUnit;

/** Looks at an instance every two seconds, which is much more often than Prometheus does, for as long as it is told to, and keeps the most that it has seen. */
final class Vitals implements Runnable {
    private static final long LOOK_EVERY_MILLIS = 2_000;

    private final Instance instance;
    private volatile long held;
    private volatile long mostHeld;
    private volatile long mostHeap;
    private volatile long mostLive;

    Vitals(Instance instance) {
        this.instance = instance;
    }

    @Override
    public void run() {
        try {
            while (true) {
                instance.scrape().ifPresent(this::see);
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void see(Scrape scrape) {
        held = scrape.held();
        mostHeld = Math.max(mostHeld, held);
        mostHeap = Math.max(mostHeap, scrape.heapUsed());
        mostLive = Math.max(mostLive, scrape.heapLive());
    }

    /** Records held when it last looked. */
    long held() {
        return held;
    }

    long mostHeld() {
        return mostHeld;
    }

    /** In bytes, garbage included. */
    long mostHeap() {
        return mostHeap;
    }

    /** In bytes, what a full collection left. */
    long mostLive() {
        return mostLive;
    }
}
