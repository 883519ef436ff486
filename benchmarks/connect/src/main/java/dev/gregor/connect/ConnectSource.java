package dev.gregor.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** A source of Kafka Connect that reads a topic, for there is none among the stock connectors whose values its transformations could read. */
public final class ConnectSource extends SourceConnector {
    static final String BOOTSTRAP_SERVERS = "from.bootstrap.servers";
    static final String INPUT = "from.topic";
    static final String OUTPUT = "to.topic";
    static final String TASK = "task.number";
    static final String TASKS = "task.count";

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> given) {
        settings = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ConnectSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Map<String, String> task = new HashMap<>(settings);
            task.put(TASK, Integer.toString(i));
            task.put(TASKS, Integer.toString(most));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        ConfigDef known = new ConfigDef();
        for (String name : List.of(BOOTSTRAP_SERVERS, INPUT, OUTPUT)) {
            known.define(name, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "");
        }
        return known;
    }

    @Override
    public String version() {
        return "0";
    }
}
