package dev.gregor.fault;

import dev.gregor.config.Checks;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.List;
import java.util.Map;

/** Categories are exchanged for other known ones: by a mapping, or each for another one of a list, drawn. */
@About(
        family = About.Family.FIELDS,
        does = "categories exchanged for other known ones",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: origin, mapping: {DTW: HNL}}",
                        before = "{\"origin\": \"DTW\", \"distance\": 1750}",
                        after = "{\"origin\": \"HNL\", \"distance\": 1750}"))
public record SwapCategory(
        @Setting("The categorical field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting(value = "For a category the one that takes its place; others stay", byDefault = "{}")
        Map<String, String> mapping,

        @Setting(value = "Instead: a list of categories; each becomes another one of them, drawn", byDefault = "[]")
        List<String> permute,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    public SwapCategory {
        mapping = Map.copyOf(mapping);
        permute = List.copyOf(permute);
        Checks checks = new Checks();
        checks.require(
                mapping.isEmpty() != permute.isEmpty(),
                "mapping",
                "expected either a 'mapping' from category to category, or categories to 'permute'");
        checks.require(
                permute.isEmpty() || permute.stream().distinct().count() > 1,
                "permute",
                permute + " leaves nothing to exchange; expected two categories or more");
        checks.done();
    }

    @Override
    public void damage(Field field, Treatment treatment) throws Skipped {
        String own = Classes.nameOf(field.value());
        String other = mapping.get(own);
        if (permute.contains(own)) {
            List<String> others =
                    permute.stream().filter(each -> !each.equals(own)).toList();
            other = others.get(treatment.draw().nextInt(others.size()));
        }
        if (other == null) {
            throw new Skipped(
                    SkipReason.NOT_APPLICABLE, field.path() + " is '" + own + "', which nothing is exchanged for");
        } else if (other.equals(own)) {
            throw new Skipped(SkipReason.NO_EFFECT, field.path() + " stays '" + own + "'");
        }
        field.set(Classes.like(field.value(), other));
    }
}
