package dev.gregor.runtime;

import dev.gregor.injection.Revision;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The configuration in force with the halts of the control topic applied to it. Asked for with every record, so that it is derived anew only
 * when either has changed.
 */
final class Switched implements Supplier<Revision> {
    private record Derived(Revision from, Set<String> halted, Revision revision) {}

    private final Supplier<Revision> live;
    private final Supplier<Set<String>> halted;
    private volatile Derived derived;

    /**
     * Applies halts to a configuration.
     *
     * @param live the configuration as its file has it; another object when it has changed
     * @param halted the experiments that are halted; another object when they have changed
     */
    Switched(Supplier<Revision> live, Supplier<Set<String>> halted) {
        this.live = live;
        this.halted = halted;
        this.derived = derive(live.get(), halted.get());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // asked for with every record, and equality would compare all experiments
    public Revision get() {
        Revision from = live.get();
        Set<String> off = halted.get();
        Derived last = derived;
        if (last.from() != from || last.halted() != off) {
            last = derive(from, off);
            derived = last;
        }
        return last.revision();
    }

    private static Derived derive(Revision from, Set<String> halted) {
        boolean isChanged =
                from.config().experiments().stream().anyMatch(each -> each.enabled() && halted.contains(each.name()));
        return new Derived(from, halted, isChanged ? from.off(halted) : from);
    }
}
