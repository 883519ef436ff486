package dev.gregor.throughput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the log of an application goes, to be shown only where it fails. */
record ErrorLog(Path file) {
    private static final int SHOWN = 2_000;

    static ErrorLog in(Path folder) {
        return new ErrorLog(folder.resolve("errors.log"));
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** Says what happened, with the end of the log. */
    IllegalStateException failure(String what) {
        try {
            String log = Files.readString(file);
            String end = log.substring(Math.max(0, log.length() - SHOWN));
            return new IllegalStateException(what + "; the end of its log:\n" + end);
        } catch (IOException e) {
            throw new UncheckedIOException(what + ", and its log cannot be read", e);
        }
    }
}
