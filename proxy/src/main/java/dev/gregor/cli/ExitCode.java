package dev.gregor.cli;

/** The exit codes of all commands. */
final class ExitCode {
    /** Pass, or done. */
    static final int DONE = 0;

    /** An experiment failed or was halted, or Gregor itself broke. */
    static final int FAIL = 1;

    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    /** Inconclusive or invalid. */
    static final int UNDECIDED = 3;

    /** The cluster cannot be reached. */
    static final int UNREACHABLE = 4;

    private ExitCode() {}
}
