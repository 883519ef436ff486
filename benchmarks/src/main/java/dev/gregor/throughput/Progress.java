package dev.gregor.throughput;

/** How far an application has come. */
interface Progress extends AutoCloseable {
    /** Records, or pairs of them, that it is through with, as far as it has committed. */
    long records() throws InterruptedException;

    @Override
    void close();
}
