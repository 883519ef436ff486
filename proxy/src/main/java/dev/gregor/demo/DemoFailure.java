package dev.gregor.demo;

/** Thrown where the demo cannot run what it was asked to. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
