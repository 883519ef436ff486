package dev.gregor.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.GregorConfig;
import dev.gregor.config.Route;
import dev.gregor.decision.Given;
import dev.gregor.decision.Limits;
import dev.gregor.fault.History;
import dev.gregor.record.JsonCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams revives a task whose state it had to give up, and begins again with the same processor. */
class BeginningAgainTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatIsHeldIsReleasedByTheWallClockAfterwardsToo(@TempDir Path folder) {
        GregorConfig config = Given.config(Given.CANARY, "name: a, faults: [delay: {by: 30s}]");
        Map.Entry<String, Route> route = config.routes().entrySet().iterator().next();
        RouteTopics topics = new RouteTopics(route.getKey(), route.getValue(), config.application());
        Revision revision = new Revision("r1", config, "");
        MockProcessorContext<Outgoing, byte[]> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        context.setCurrentSystemTimeMs(NOW.toEpochMilli());
        context.setCurrentStreamTimeMs(NOW.toEpochMilli());
        List<StateStore> stores = InjectionTopology.stores(topics).stream()
                .<StateStore>map(store -> store.withLoggingDisabled().build())
                .toList();
        for (StateStore store : stores) {
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        InjectionProcessor processor = new InjectionProcessor(
                topics, () -> revision, new JsonCodec(), History.NONE, Set.of(), Limits.NONE, Telemetry.NONE);

        processor.init(context);
        context.setRecordMetadata(Given.TOPIC, 0, 0);
        processor.process(new Record<>(new byte[] {'k'}, new byte[] {'v'}, NOW.toEpochMilli()));
        assertThat(treated(context, topics)).isZero();
        processor.close();
        context.scheduledPunctuators().clear();
        processor.init(context);
        context.setCurrentSystemTimeMs(NOW.plusSeconds(31).toEpochMilli());
        context.scheduledPunctuators().forEach(each -> each.getPunctuator().punctuate(context.currentSystemTimeMs()));

        assertThat(treated(context, topics)).isOne();
        stores.forEach(StateStore::close);
    }

    private static long treated(MockProcessorContext<Outgoing, byte[]> context, RouteTopics topics) {
        return context.forwarded(topics.treatmentSink()).size();
    }
}
