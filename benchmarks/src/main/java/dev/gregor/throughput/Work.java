package dev.gregor.throughput;

/** What is done to flights on their way. */
sealed interface Work {
    /**
     * Gregor's.
     *
     * @param yaml from its selection on; empty for one that is off
     */
    record Experiment(String yaml) implements Work {}

    /**
     * That of an application beside Gregor.
     *
     * @param main its main class
     * @param fraction of the records that lose their field
     * @param keepsLedger whether it writes an event for each of them
     * @param where whether a condition on a field chooses the records
     * @param hasLargeBatches whether its producers have batches as large as Gregor's, which are four times Kafka's default
     */
    record Peer(String main, double fraction, boolean keepsLedger, boolean where, boolean hasLargeBatches)
            implements Work {
        private static final int LARGE_BATCH = 65_536;

        static final String CONNECT = "dev.gregor.connect.ConnectChain";

        static Peer of(Class<?> main) {
            return new Peer(main.getName(), 0, false, false, false);
        }

        /** The one that has a class path of its own, which the system property {@code gregor.connect} tells. */
        static Peer connect() {
            return new Peer(CONNECT, 1, false, false, false);
        }

        Peer hitting(double newFraction) {
            return new Peer(main, newFraction, keepsLedger, where, hasLargeBatches);
        }

        Peer withLedger() {
            return new Peer(main, fraction, true, where, hasLargeBatches);
        }

        Peer withCondition() {
            return new Peer(main, fraction, keepsLedger, true, hasLargeBatches);
        }

        Peer withLargeBatches() {
            return new Peer(main, fraction, keepsLedger, where, true);
        }

        /** In bytes; 0 for that of Kafka. */
        int batchSize() {
            return hasLargeBatches ? LARGE_BATCH : 0;
        }
    }
}
