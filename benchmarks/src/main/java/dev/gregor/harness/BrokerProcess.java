package dev.gregor.harness;

import dev.gregor.demo.EmbeddedBroker;
import java.io.IOException;
import java.util.List;

/** A broker in a JVM of its own. */
public final class BrokerProcess implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 1_024;

    private final ChildJvm jvm;
    private final String bootstrapServers;

    private BrokerProcess(ChildJvm jvm) {
        this.jvm = jvm;
        this.bootstrapServers = jvm.said();
    }

    /** The other JVM: says where the broker is, and ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            System.out.println(broker.bootstrapServers());
            ChildJvm.awaitEnd();
        }
    }

    /** Starts it and returns when it takes requests. */
    public static BrokerProcess start() {
        return new BrokerProcess(ChildJvm.start(BrokerProcess.class, HEAP_MEGABYTES, List.of()));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Processor time that it has had, in seconds; 0 if the system does not tell. */
    public double cpuSeconds() {
        return jvm.cpuSeconds();
    }

    @Override
    public void close() throws InterruptedException {
        jvm.close();
    }
}
