package dev.gregor.judge;

import java.util.List;
import java.util.Map;

/** All that is known of an experiment when it is judged. */
public record Evidence(Records records, Pairs pairs, List<Estimate> estimates) {
    public Evidence {
        estimates = List.copyOf(estimates);
    }

    /**
     * What the injection counted.
     *
     * @param seen records of the route while the experiment was on
     * @param selected of these, the records that the selection chose
     * @param injected how often each fault was injected, by the fault's name
     * @param skipped how many selected records passed untouched, by reason
     */
    public record Records(long seen, long selected, Map<String, Long> injected, Map<String, Long> skipped) {
        public Records {
            injected = Map.copyOf(injected);
            skipped = Map.copyOf(skipped);
        }

        public long injectedInAll() {
            return injected.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * What the pairing counted.
     *
     * @param treated pairs whose record was hit by this experiment
     * @param untreated pairs whose record was hit by no experiment
     * @param missing control outputs without a treatment output after the grace period
     * @param orphan treatment outputs without a control output after the grace period
     * @param duplicate further outputs of an arm that had one already
     * @param invalid outputs of either arm that do not parse or lack a measured field
     */
    public record Pairs(long treated, long untreated, long missing, long orphan, long duplicate, long invalid) {
        public static final Pairs NONE = new Pairs(0, 0, 0, 0, 0, 0);
    }
}
