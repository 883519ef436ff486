package dev.gregor.fault;

import dev.gregor.config.Checks;
import dev.gregor.config.FieldPath;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tag of the model version is that of another version, drawn: a rollback nobody validated. */
@About(
        family = About.Family.LABELS,
        does = "tags changed at random; a rollback nobody validated",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: version, versions: [v1, v2]}",
                        before = "{\"model\": \"delay\", \"version\": \"v2\"}",
                        after = "{\"model\": \"delay\", \"version\": \"v1\"}"))
public record SwapModelVersion(
        @Setting("The field of the tag: a path") @Nullable FieldPath field,

        @Setting("Instead: the header of the tag") @Nullable String header,

        @Setting("The versions, two or more; another one than the tag's own is drawn")
        List<String> versions,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements Fault {

    public SwapModelVersion {
        versions = List.copyOf(versions);
        Checks checks = new Checks();
        checks.require(
                (field == null) != (header == null), "field", "expected either a 'field' or a 'header' with the tag");
        checks.require(
                versions.stream().distinct().count() > 1,
                "versions",
                versions + " leaves no other version; expected two or more");
        checks.done();
    }

    @Override
    public void inject(Treatment treatment) throws Skipped {
        if (field != null) {
            Field tag = Labelled.of(treatment, field);
            tag.set(Classes.like(tag.value(), another(Classes.nameOf(tag.value()), treatment)));
        } else if (header != null) {
            byte[] tag = RecordHeader.of(treatment, header).value();
            String own = new String(tag, StandardCharsets.UTF_8);
            RecordHeader.set(treatment, header, another(own, treatment).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String another(String own, Treatment treatment) {
        List<String> others =
                versions.stream().filter(each -> !each.equals(own)).toList();
        return others.get(treatment.draw().nextInt(others.size()));
    }
}
