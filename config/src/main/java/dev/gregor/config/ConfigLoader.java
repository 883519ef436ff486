package dev.gregor.config;

import dev.gregor.config.Shape.Bound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Takes a YAML file to a configuration that is right, or to everything that is wrong with it. Safe for threads. */
public final class ConfigLoader {
    private static final int MOST_BYTES = 1 << 20;

    private final RecordShape shape;
    private final Map<String, String> environment;

    /**
     * @param faults the types of fault that a configuration may name
     * @param environment the variables that <code>${NAME}</code> stands for; their values never reach a message
     */
    public ConfigLoader(FaultTypes faults, Map<String, String> environment) {
        this.shape = new Shapes(faults).ofRecord(GregorConfig.class);
        this.environment = Map.copyOf(environment);
    }

    /** Reads a file, at most 1 MiB of UTF-8. */
    public Loaded load(Path file) throws InvalidConfig {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw unreadable(name, "is a folder; expected a YAML file");
            }
            byte[] bytes = firstBytes(file);
            if (bytes.length > MOST_BYTES) {
                throw unreadable(name, "is larger than 1 MiB; expected a configuration");
            }
            return load(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (NoSuchFileException e) {
            throw unreadable(name, "does not exist; expected a YAML file");
        } catch (AccessDeniedException e) {
            throw unreadable(name, "may not be read; expected a file that this user can read");
        } catch (CharacterCodingException e) {
            throw unreadable(name, "is not text in UTF-8");
        } catch (IOException e) {
            throw unreadable(name, "cannot be read: " + e.getMessage());
        }
    }

    /** Reads a text; the name of the file is for messages only. */
    public Loaded load(String fileName, String text) throws InvalidConfig {
        Environment variables = new Environment(environment);
        Problems problems = new Problems(fileName, variables);
        String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Optional<Bound> bound = Yaml.compose(yaml, problems).flatMap(root -> bind(root, yaml, variables, problems));
        if (bound.isPresent() && bound.get().value() instanceof GregorConfig config && problems.isEmpty()) {
            String excerpt = Excerpt.without("application", yaml, variables);
            return new Loaded(config, revision(excerpt), excerpt, fileName);
        } else if (problems.isEmpty()) {
            problems.report(1, 1, "the file is empty; expected version, routes and experiments");
        }
        throw new InvalidConfig(problems.sorted());
    }

    /** One more than is allowed at most, since a pipe has no size that could be asked for. */
    private static byte[] firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    private Optional<Bound> bind(Node root, String yaml, Environment variables, Problems problems) {
        if (!Structure.isSound(root, problems)) {
            return Optional.empty();
        }
        Reading reading = new Reading(yaml, variables, problems);
        Place place = Place.root(root);
        if (!(root instanceof MappingNode) && !place.isNothing()) {
            reading.reportKind(place, shape.expected());
            return Optional.empty();
        }
        return place.isNothing() ? Optional.empty() : Optional.of(shape.read(place, reading));
    }

    private static InvalidConfig unreadable(String file, String problem) {
        return new InvalidConfig(List.of(new Problem(file, 0, 0, problem)));
    }

    static String revision(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
