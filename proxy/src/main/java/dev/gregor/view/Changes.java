package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What has changed since a subscriber last asked.
 *
 * @param ledger the newest events of the ledger, the newest last; older ones are left out where there are too many
 * @param experiments what changed by experiment
 */
public record Changes(List<JsonNode> ledger, Map<String, OfExperiment> experiments) {
    public Changes {
        ledger = List.copyOf(ledger);
        experiments = Map.copyOf(experiments);
    }

    /**
     * What changed of one experiment.
     *
     * @param values events of the divergence topic
     */
    public record OfExperiment(List<JsonNode> values, List<FaultWindow> faults) {
        public OfExperiment {
            values = List.copyOf(values);
            faults = List.copyOf(faults);
        }
    }
}
