package dev.gregor.injection;

import dev.gregor.config.Application;
import dev.gregor.config.Route;

/** The names by which the processor, sinks and stores of one route know each other in the topology. */
record RouteTopics(String name, Route route, Application application) {

    String source() {
        return name + "-source";
    }

    String processor() {
        return name + "-injection";
    }

    String featureSink() {
        return name + "-feature";
    }

    String canarySink() {
        return name + "-canary";
    }

    /** Where the treatment arm goes: the canary topic if there is one, else in line into the feature topic. */
    String treatmentSink() {
        return route.canary() == null ? featureSink() : canarySink();
    }

    String ledgerSink() {
        return name + "-ledger";
    }

    String countsSink() {
        return name + "-counts";
    }

    String holdStore() {
        return name + "-hold";
    }

    /** When what experiments hold is due at last. */
    String laneStore() {
        return name + "-lanes";
    }

    String countStore() {
        return name + "-experiment-counts";
    }

    /** How far the partition has been processed, and by which revision. */
    String progressStore() {
        return name + "-progress";
    }

    /** The values that keys had earlier. */
    String pastStore() {
        return name + "-past";
    }

    /** What else faults remember by key. */
    String memoryStore() {
        return name + "-memory";
    }

    /** What faults remember of the partition as a whole. */
    String summaryStore() {
        return name + "-summaries";
    }
}
