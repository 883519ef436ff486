package dev.gregor.runtime;

import dev.gregor.config.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the configuration file and its changes.
 *
 * @param file as the user named it
 * @param revision of the file, before any switch
 * @param since when that revision came into force, by the wall clock in epoch milliseconds
 * @param refused why the latest change is not in force; null if it is
 * @param restart what is in force only after a restart; null if nothing is
 */
public record ConfigState(
        String file,
        String revision,
        long since,
        @Nullable Refusal refused,
        @Nullable String restart) {

    /**
     * A change that was refused.
     *
     * @param at when, by the wall clock in epoch milliseconds
     */
    public record Refusal(long at, List<Problem> problems) {
        public Refusal {
            problems = List.copyOf(problems);
        }
    }

    ConfigState refused(Refusal refusal) {
        return new ConfigState(file, revision, since, refusal, restart);
    }

    ConfigState restart(String why) {
        return new ConfigState(file, revision, since, null, why);
    }
}
