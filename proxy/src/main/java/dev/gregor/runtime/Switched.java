package dev.gregor.runtime;

import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.injection.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force: that of the file with the switches of the control topic applied to it. Asked for with every record, so that it is
 * derived anew only when either has changed.
 */
final class Switched implements Supplier<Revision> {
    private static final Logger LOG = LoggerFactory.getLogger(Switched.class);

    private record Derived(Revision from, Switches switches, Revision injected, GregorConfig measured) {}

    private final Supplier<Revision> live;
    private final Supplier<Switches> switches;
    private volatile Derived derived;

    /**
     * Applies switches to a configuration.
     *
     * @param live the configuration as its file has it; another object when it has changed
     * @param switches the switches; another object when they have changed
     */
    Switched(Supplier<Revision> live, Supplier<Switches> switches) {
        this.live = live;
        this.switches = switches;
        this.derived = derive(live.get(), switches.get());
        tellOverruled(derived);
    }

    /** What the injection goes by. */
    @Override
    public Revision get() {
        return current().injected();
    }

    /** What the divergence goes by: a halt ends no measurement. The same object for as long as nothing has changed. */
    GregorConfig measured() {
        return current().measured();
    }

    @SuppressWarnings("ReferenceEquality") // asked for with every record, and equality would compare all experiments
    private Derived current() {
        Derived last = derived;
        return last.from() == live.get() && last.switches() == switches.get() ? last : renew();
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized Derived renew() {
        Revision from = live.get();
        Switches now = switches.get();
        Derived last = derived;
        if (last.from() != from || last.switches() != now) {
            derived = derive(from, now);
            if (last.from() != from) {
                tellOverruled(derived);
            }
        }
        return derived;
    }

    private static Derived derive(Revision from, Switches switches) {
        Revision injected = switched(from, switches::isOn);
        return new Derived(
                from, switches, injected, switched(from, switches::isMeasured).config());
    }

    private static Revision switched(Revision from, Predicate<Experiment> isOn) {
        Map<String, Boolean> changed = new HashMap<>();
        for (Experiment each : from.config().experiments()) {
            if (each.enabled() != isOn.test(each)) {
                changed.put(each.name(), !each.enabled());
            }
        }
        return changed.isEmpty() ? from : from.switched(changed);
    }

    /** Whoever has just changed the file must learn that it does not decide. */
    private static void tellOverruled(Derived derived) {
        for (Experiment each : derived.from().config().experiments()) {
            derived.switches()
                    .of(each.name())
                    .filter(event -> derived.switches().isOn(each) != each.enabled())
                    .ifPresent(event -> LOG.warn(
                            "Experiment {} is {}, although its file says enabled: {}: {} by {}. 'gregor experiments reset {}' lets the file decide",
                            each.name(),
                            derived.switches().isOn(each) ? "on" : "off",
                            each.enabled(),
                            wording(event),
                            event.by(),
                            each.name()));
        }
    }

    private static String wording(ControlEvent event) {
        return switch (event.action()) {
            case ENABLE -> "it was enabled";
            case DISABLE -> "it was disabled";
            case HALT, RESET, HEARTBEAT -> "it was halted";
        };
    }
}
