package dev.gregor.config;

import dev.gregor.config.RecordShape.Component;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All settings of a configuration but those of the faults, by the mapping that they stand in: for a reference that is printed. */
public final class SettingsReference {
    private static final String ANY_NAME = ".NAME";
    private static final String ANY_ITEM = "[]";

    /**
     * The settings of one mapping.
     *
     * @param path where it stands, such as {@code experiments[].select}; empty for the file itself. {@code NAME} is a name of the user's
     *     choice, {@code []} each item of a list
     */
    public record Section(String path, List<Parameter> settings) {
        public Section {
            settings = List.copyOf(settings);
        }
    }

    private final List<Section> sections = new ArrayList<>();

    private SettingsReference() {}

    /** The sections from the outside in, in the order of their settings. */
    public static List<Section> of(FaultTypes faults) {
        SettingsReference reference = new SettingsReference();
        reference.add("", new Shapes(faults).ofRecord(GregorConfig.class));
        return List.copyOf(reference.sections);
    }

    private void add(String path, RecordShape shape) {
        List<Parameter> settings = new ArrayList<>();
        List<Inner> inside = new ArrayList<>();
        for (Component each : shape.components()) {
            Inner inner = Inner.of(each.shape(), path.isEmpty() ? each.name() : path + "." + each.name());
            settings.add(new Parameter(
                    each.name(), inner.expected(), each.description(), each.byDefault(), each.isRequired()));
            inside.add(inner);
        }
        sections.add(new Section(path, settings));
        for (Inner each : inside) {
            if (each.mapping() != null) {
                add(each.path(), each.mapping());
            }
        }
    }

    /** What a setting takes, and the mapping that stands in it; null if there is none with settings of its own. */
    private record Inner(
            String path, String expected, @Nullable RecordShape mapping) {
        static Inner of(Shape shape, String path) {
            if (shape instanceof RecordShape mapping) {
                return new Inner(path, "a mapping, see `" + path + "`", mapping);
            } else if (shape instanceof ListShape list && list.item() instanceof RecordShape mapping) {
                return new Inner(path + ANY_ITEM, "a list, see `" + path + ANY_ITEM + "`", mapping);
            } else if (shape instanceof MapShape map && map.value() instanceof RecordShape mapping) {
                return new Inner(path + ANY_NAME, "a mapping of names, see `" + path + ANY_NAME + "`", mapping);
            } else if (shape instanceof ListShape list && list.item() instanceof ChoiceShape choice) {
                return new Inner(path, "a list, each item of it " + choice.what(), null);
            }
            return new Inner(path, shape.expected(), null);
        }
    }
}
