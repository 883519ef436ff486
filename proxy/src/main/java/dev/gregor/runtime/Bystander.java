package dev.gregor.runtime;

import dev.gregor.config.Application;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How one reads topics and changes nothing for anybody: committed records, without a group. */
public final class Bystander {
    private Bystander() {}

    /** The properties of such a consumer; a new map, which may be added to. */
    public static Map<String, Object> properties(Application application) {
        Map<String, Object> properties = new HashMap<>(application.kafka());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return properties;
    }
}
