package dev.gregor.divergence;

import dev.gregor.config.Application;
import dev.gregor.config.GregorConfig;
import java.util.function.Supplier;

/** The comparisons of the configuration that is in force. Safe for use from many threads. */
final class CurrentComparisons implements Supplier<Comparisons> {
    private record Derived(GregorConfig from, Comparisons comparisons) {}

    private final Supplier<GregorConfig> config;
    private volatile Derived derived;

    CurrentComparisons(Supplier<GregorConfig> config) {
        this.config = config;
        this.derived = derive(config.get());
    }

    /** The same object as before for as long as the configuration stays the same object. */
    @Override
    @SuppressWarnings("ReferenceEquality") // asked for with every record, and equality would compare all experiments
    public Comparisons get() {
        GregorConfig now = config.get();
        Derived last = derived;
        if (last.from() != now) {
            last = derive(now);
            derived = last;
        }
        return last.comparisons();
    }

    /** The application, whose topics do not change while it runs. */
    Application application() {
        return derived.from().application();
    }

    private static Derived derive(GregorConfig config) {
        return new Derived(config, Comparisons.of(config));
    }
}
