package dev.gregor.demo;

/** Is told how the demo comes on. */
public interface DemoProgress {
    /** Something begins that takes a while. */
    void begins(String what);

    /** How many flights the raw topic has. */
    void replayed(long flights);

    /** How many records have been paired, or found to have no pair. */
    void settled(long records);
}
