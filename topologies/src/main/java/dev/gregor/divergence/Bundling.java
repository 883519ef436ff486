package dev.gregor.divergence;

import dev.gregor.store.CommitHook;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was read on in bundles, under the number of the partition that its pair id belongs to. A commit leaves nothing behind, and between two commits
 * nothing waits for longer than {@link #INTERVAL}.
 */
final class Bundling extends ContextualProcessor<byte[], Arrival, Integer, byte[]> {
    static final Duration INTERVAL = Duration.ofMillis(100);

    private final String hook;
    private final Bundle[] bundles;
    private long latest;
    private @Nullable Cancellable waiting;

    /**
     * A step that bundles.
     *
     * @param hook the name of the {@link CommitHook} that it uses
     * @param partitions how many there are to bring together by
     */
    Bundling(String hook, int partitions) {
        this.hook = hook;
        this.bundles =
                IntStream.range(0, partitions).mapToObj(i -> new Bundle()).toArray(Bundle[]::new);
    }

    @Override
    public void init(ProcessorContext<Integer, byte[]> context) {
        super.init(context);
        CommitHook commits = context.getStateStore(hook);
        commits.begin(context, this::forwardAll);
        // Kafka Streams may begin again with the same processor, and then reads again what is not committed.
        Stream.of(bundles).forEach(Bundle::clear);
        latest = 0;
        waiting = null;
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        int partition = Utils.toPositive(Utils.murmur2(record.key())) % bundles.length;
        bundles[partition].add(record.key(), record.value());
        latest = Math.max(latest, record.timestamp());
        if (bundles[partition].isFull()) {
            forward(partition);
        } else if (waiting == null) {
            // Only while something waits: a task commits after each punctuation, even if nothing comes.
            waiting = context().schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> forwardAll());
        }
    }

    private void forwardAll() {
        for (int partition = 0; partition < bundles.length; partition++) {
            if (!bundles[partition].isEmpty()) {
                forward(partition);
            }
        }
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }

    private void forward(int partition) {
        context().forward(new Record<>(partition, bundles[partition].take(), latest));
    }
}
