package dev.gregor.divergence;

/** What the divergence topology says of an experiment, as one JSON object keyed by the experiment. */
public sealed interface Event permits DivergenceEvent, VerdictEvent, OutcomeEvent, ControlEvent {

    String experiment();

    /** The event in UTF-8. The same event gives the same bytes. */
    byte[] toJson();
}
