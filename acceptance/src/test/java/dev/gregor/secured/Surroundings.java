package dev.gregor.secured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the broker and the registry that all of them share; both start with the first test and end with the last. */
final class Surroundings implements ParameterResolver {
    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(Surroundings.class);

    /** What there is around a Gregor that has to say who it is. */
    record Secured(SecuredBroker broker, RegistryProcess registry, Certificates certificates) implements AutoCloseable {
        static Secured start() {
            Path folder = folder();
            CompletableFuture<RegistryProcess> registry =
                    CompletableFuture.supplyAsync(() -> RegistryProcess.start(folder));
            Certificates certificates = Certificates.make(folder, "store-pw-7Qz4");
            SecuredBroker broker = SecuredBroker.start(folder, certificates);
            return new Secured(broker, registry.join(), certificates);
        }

        private static Path folder() {
            try {
                Path scratch = Path.of(System.getProperty("gregor.scratch", "target/secured"))
                        .toAbsolutePath();
                return Files.createTempDirectory(Files.createDirectories(scratch), "run-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            broker.close();
            registry.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Secured.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent(Secured.class, type -> Secured.start(), Secured.class);
    }
}
