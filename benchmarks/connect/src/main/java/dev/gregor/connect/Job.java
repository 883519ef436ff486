package dev.gregor.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What the benchmark asks of the worker: the part of its job that concerns Connect.
 *
 * @param id what the names of the worker's topics and group begin with
 * @param folder where it may keep files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Job(
        String bootstrapServers,
        String id,
        String input,
        String output,
        String folder,
        boolean exactlyOnce,
        int threads) {
    static Job parse(String json) throws IOException {
        return new ObjectMapper().readValue(json, Job.class);
    }
}
