package dev.gregor.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param routes one for each route of the configuration
 * @param findings how many there are of each kind, all routes together; kinds without any are left out
 * @param listed the first of them
 * @param notes what the audit could not see, in words
 */
public record AuditReport(
        List<RouteAudit> routes, Map<String, Long> findings, List<Listed> listed, List<String> notes) {

    /** Whether everything that was looked at is as it must be. */
    @JsonProperty("clean")
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** Whether there was anything to look at. */
    @JsonProperty("conclusive")
    public boolean isConclusive() {
        return routes.stream().anyMatch(route -> route.records() > 0);
    }

    /**
     * A finding as it is printed.
     *
     * @param kind the word for it
     * @param record the raw record, empty if there is none
     * @param output the output, empty if there is none
     */
    public record Listed(String kind, String record, String output, String says) {
        static Listed of(Finding finding) {
            return new Listed(finding.kind().word(), finding.record(), finding.output(), finding.says());
        }
    }

    /**
     * What was looked at of one route.
     *
     * @param records raw records that were processed
     * @param treated of these, the records that a fault reached
     * @param control outputs of the control arm
     * @param treatment outputs of the treatment arm
     * @param ledger events of the ledger, of all routes together
     * @param held outputs that are held back now
     * @param trusted records whose outputs could not be computed again, so that the ledger's word was taken
     */
    public record RouteAudit(
            String route,
            long records,
            long treated,
            long control,
            long treatment,
            long ledger,
            long held,
            long trusted) {}
}
