package dev.gregor.cli;

import dev.gregor.demo.DemoProgress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Shows how the demo comes on: a bar for each experiment on a terminal, a line for each step elsewhere. */
final class ProgressLines implements DemoProgress, AutoCloseable {
    private final long records;
    private final PrintWriter err;
    private final boolean onTerminal = CommandLine.Help.Ansi.AUTO.enabled();
    private @Nullable ProgressBar bar;

    ProgressLines(long records, PrintWriter err) {
        this.records = records;
        this.err = err;
    }

    @Override
    public void begins(String what) {
        close();
        if (onTerminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(records)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        } else {
            err.printf("gregor demo: %s%n", what);
            err.flush();
        }
    }

    @Override
    public void replayed(long flights) {
        if (bar != null) {
            bar.setExtraMessage("replayed " + flights);
        }
    }

    @Override
    public void settled(long settled) {
        if (bar != null) {
            bar.stepTo(Math.min(settled, records));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
