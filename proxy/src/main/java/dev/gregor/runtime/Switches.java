package dev.gregor.runtime;

import dev.gregor.config.Experiment;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.divergence.ControlEvent.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The switches that are in force, as the control topic has them. What decides whether an experiment is on, the first that applies: everything
 * is halted; its own switch; {@code enabled} in its file.
 *
 * @param each the switch of an experiment, by its name; an experiment without one is not there
 * @param all the halt of everything; empty if there is none
 */
public record Switches(Map<String, ControlEvent> each, Optional<ControlEvent> all) {
    static final Switches NONE = new Switches(Map.of(), Optional.empty());

    public Switches {
        each = Map.copyOf(each);
    }

    /** The switch of one experiment; empty if its file decides. */
    public Optional<ControlEvent> of(String experiment) {
        return Optional.ofNullable(each.get(experiment));
    }

    /** Whether faults of the experiment may be injected, as far as switches and file go; its schedule may say otherwise. */
    public boolean isOn(Experiment experiment) {
        return all.isEmpty()
                && of(experiment.name())
                        .map(event -> event.action() == Action.ENABLE)
                        .orElse(experiment.enabled());
    }

    /** Whether the experiment is halted, by itself or with all others. */
    public boolean isHalted(String experiment) {
        return all.isPresent()
                || of(experiment).filter(event -> event.action() == Action.HALT).isPresent();
    }

    /** Whether the experiment is measured. A halt does not end that: the outputs of what was injected before are still to come. */
    boolean isMeasured(Experiment experiment) {
        return of(experiment.name())
                .map(event -> event.action() != Action.DISABLE)
                .orElse(experiment.enabled());
    }

    Switches with(ControlEvent event) {
        if (event.experiment().equals(ControlEvent.ALL)) {
            return new Switches(each, Optional.of(event).filter(e -> e.action() == Action.HALT));
        }
        Map<String, ControlEvent> more = new HashMap<>(each);
        more.put(event.experiment(), event);
        return new Switches(more, all);
    }

    Switches without(String experiment) {
        if (experiment.equals(ControlEvent.ALL)) {
            return new Switches(each, Optional.empty());
        }
        Map<String, ControlEvent> fewer = new HashMap<>(each);
        fewer.remove(experiment);
        return new Switches(fewer, all);
    }
}
