package dev.gregor.fault;

import dev.gregor.config.FaultTypes;
import dev.gregor.config.Format;
import dev.gregor.config.Parameter;
import java.util.Arrays;
import java.util.List;

/** What the catalogue says of one fault, read from the fault's own class. */
public record CatalogueEntry(
        String name, String family, String does, List<String> formats, List<Parameter> parameters, Example example) {

    /**
     * One record, or a few of them, before and after, in the notation of {@link About.Example}. {@code past}, {@code seen} and
     * {@code held} are empty where they have no meaning.
     */
    public record Example(String with, String before, String after, String past, String seen, String held) {}

    static CatalogueEntry of(Class<? extends Fault> fault, FaultTypes types) {
        About about = fault.getAnnotation(About.class);
        if (about == null) {
            throw new IllegalStateException(fault + " has no @About");
        }
        About.Example example = about.example();
        String name = Catalogue.nameOf(fault);
        return new CatalogueEntry(
                name,
                about.family().word(),
                about.does(),
                Arrays.stream(about.formats()).map(Format::word).toList(),
                types.parametersOf(name),
                new Example(
                        example.with(),
                        example.before(),
                        example.after(),
                        example.past(),
                        example.seen(),
                        example.held()));
    }
}
