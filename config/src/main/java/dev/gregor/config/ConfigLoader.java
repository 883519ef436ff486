package dev.gregor.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a YAML file to a configuration that is right, or to everything that is wrong with it. Safe for threads. */
public final class ConfigLoader {
    private static final int MOST_BYTES = 1 << 20;

    private final RecordShape shape;
    private final RecordShape applicationShape;
    private final Map<String, String> environment;

    /**
     * @param faults the types of fault that a configuration may name
     * @param environment the variables that <code>${NAME}</code> stands for; their values never reach a message
     */
    public ConfigLoader(FaultTypes faults, Map<String, String> environment) {
        Shapes shapes = new Shapes(faults);
        this.shape = shapes.ofRecord(GregorConfig.class);
        this.applicationShape = shapes.ofRecord(Application.class);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a file, and those of the folder that it names under {@code application.experiments-from}: at most 1 MiB of UTF-8 each.
     *
     * @throws InvalidConfig with everything that is wrong with any of them
     */
    public Loaded load(Path file) throws InvalidConfig {
        return load(file, file.toString(), text(file));
    }

    /**
     * Reads the part {@code application} of a file, whatever is wrong with the rest of it.
     *
     * @throws InvalidConfig if the file is no YAML, or that part is wrong
     */
    public Application application(Path file) throws InvalidConfig {
        ConfigFile main = ConfigFile.compose(file.toString(), text(file), new Environment(environment));
        return main.bindApplication(applicationShape).orElseThrow(main::invalid);
    }

    /** Reads a text; the name of the file is for messages, and for what is relative to it. */
    public Loaded load(String fileName, String text) throws InvalidConfig {
        return load(Path.of(fileName), fileName, text);
    }

    private Loaded load(Path file, String fileName, String text) throws InvalidConfig {
        ConfigFile main = ConfigFile.compose(fileName, text, new Environment(environment));
        GregorConfig config = main.bind(shape).orElseThrow(main::invalid);
        List<ConfigFile> files = new ArrayList<>(List.of(main));
        List<Experiment> experiments = new ArrayList<>(config.experiments());
        Optional<ExperimentFolder> folder = folder(file, config.application(), main);
        if (folder.isPresent()) {
            List<Problem> problems = new ArrayList<>();
            for (Path each : filesOf(folder.get(), main)) {
                ConfigFile further = main.further(each.toString(), text(each));
                List<Experiment> found =
                        further.bind(shape).map(GregorConfig::experiments).orElse(List.of());
                further.reportTwins(experiments, found);
                problems.addAll(further.problems());
                experiments.addAll(found);
                files.add(further);
            }
            if (!problems.isEmpty()) {
                throw new InvalidConfig(problems);
            }
        }
        String excerpt = ConfigFile.excerpt(files);
        GregorConfig whole = new GregorConfig(config.version(), config.application(), config.routes(), experiments);
        return new Loaded(whole, revision(excerpt), excerpt, fileName);
    }

    private static Optional<ExperimentFolder> folder(Path file, Application application, ConfigFile main)
            throws InvalidConfig {
        try {
            return ExperimentFolder.of(file, application);
        } catch (InvalidPathException e) {
            throw main.invalidAt(
                    "application.experiments-from",
                    "'" + application.experimentsFrom() + "' is no path here: " + e.getReason()
                            + "; expected a folder with experiments");
        }
    }

    private static List<Path> filesOf(ExperimentFolder folder, ConfigFile main) throws InvalidConfig {
        try {
            return folder.files();
        } catch (IOException | UncheckedIOException e) {
            String why = Files.isDirectory(folder.path()) ? String.valueOf(e.getMessage()) : "there is no such folder";
            throw main.invalidAt(
                    "application.experiments-from",
                    "'" + folder.path() + "' cannot be read: " + why + "; expected a folder with experiments");
        }
    }

    private static String text(Path file) throws InvalidConfig {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw unreadable(name, "is a folder; expected a YAML file");
            }
            byte[] bytes = firstBytes(file);
            if (bytes.length > MOST_BYTES) {
                throw unreadable(name, "is larger than 1 MiB; expected a configuration");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
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

    /** One more than is allowed at most, since a pipe has no size that could be asked for. */
    private static byte[] firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
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
