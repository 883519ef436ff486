package dev.gregor.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that {@code application.experiments-from} names: its files that end in {@code .yaml} or {@code .yml}, in the order of their names.
 * Names that begin with a dot are passed over; a Kubernetes ConfigMap keeps its folders of versions so.
 *
 * @param path absolute, or relative to where the program was started
 */
public record ExperimentFolder(Path path) {
    /** More than anybody runs beside each other. */
    private static final int MOST_FILES = 500;

    /**
     * The folder of a configuration, if it has one.
     *
     * @param file of the configuration, which the folder's path is relative to
     */
    public static Optional<ExperimentFolder> of(Path file, Application application) {
        return Optional.ofNullable(application.experimentsFrom())
                .map(folder -> new ExperimentFolder(file.resolveSibling(folder)));
    }

    /**
     * Its files now.
     *
     * @throws IOException if it is no folder that can be read, or one of more than 500 files
     */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            List<Path> files = all.filter(ExperimentFolder::isExperiments)
                    .sorted(Comparator.comparing(each -> each.getFileName().toString()))
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new IOException("it has more than " + MOST_FILES + " files");
            }
            return files;
        }
    }

    private static boolean isExperiments(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && !Files.isDirectory(file);
    }
}
