package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.config.Word;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the catalogue says of one fault, read from the fault's own class. */
public record CatalogueEntry(
        String name, String family, String does, List<String> formats, List<Parameter> parameters, Example example) {

    /**
     * One parameter.
     *
     * @param byDefault the default as in YAML; empty if the parameter is required
     */
    public record Parameter(String name, String means, String byDefault) {}

    /** One record before and after; {@code past}, {@code seen} and {@code held} are empty where they have no meaning. */
    public record Example(String with, String before, String after, String past, String seen, String held) {}

    static CatalogueEntry of(Class<? extends Fault> fault) {
        About about = fault.getAnnotation(About.class);
        if (about == null) {
            throw new IllegalStateException(fault + " has no @About");
        }
        About.Example example = about.example();
        return new CatalogueEntry(
                Catalogue.nameOf(fault),
                about.family().word(),
                about.does(),
                Arrays.stream(about.formats()).map(Format::word).toList(),
                Arrays.stream(fault.getRecordComponents())
                        .map(CatalogueEntry::parameter)
                        .toList(),
                new Example(
                        example.with(),
                        example.before(),
                        example.after(),
                        example.past(),
                        example.seen(),
                        example.held()));
    }

    private static Parameter parameter(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component + " of " + component.getDeclaringRecord() + " has no @Setting");
        }
        String name = component
                .getName()
                .replaceAll("_$", "")
                .replaceAll("(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
        return new Parameter(Word.word(name), setting.value(), setting.byDefault());
    }
}
