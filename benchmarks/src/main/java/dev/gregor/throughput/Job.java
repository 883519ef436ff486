package dev.gregor.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What an application of the benchmark is asked to do.
 *
 * @param id its application id, which the names of its topics begin with
 * @param folder where it may keep state
 * @param threads how many threads take records
 * @param batchSize of its producers in bytes; 0 for that of Kafka
 * @param format {@code json} or {@code avro}
 * @param fraction of the records that lose their field
 * @param ledger the topic that is told of each of them; empty for none
 * @param where whether the condition on a field chooses the records in place of a draw
 */
record Job(
        String bootstrapServers,
        String id,
        String input,
        String output,
        String folder,
        boolean exactlyOnce,
        int threads,
        int batchSize,
        String format,
        double fraction,
        String ledger,
        boolean where) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Job parse(String json) {
        try {
            return JSON.readValue(json, Job.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The job is no JSON of a job", e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A job can always be written", e);
        }
    }
}
