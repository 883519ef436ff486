package dev.gregor.fault;

import dev.gregor.config.FaultTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one list of all faults. Who adds a fault adds its class here and touches nothing else. */
public final class Catalogue {
    private static final List<Class<? extends Fault>> FAULTS = List.of(
            // fields
            DropField.class,
            NullField.class,
            NotANumber.class,
            ChangeType.class,
            RenameField.class,
            AddField.class,
            NestField.class,
            UnexpectedString.class,
            DefaultValue.class,
            UnseenCategory.class,
            SwapCategory.class,
            SwapFields.class,
            ReformatTime.class,
            ReformatNumber.class,
            ChangeUnit.class,
            ReencodeText.class,
            ChangeCase.class,
            SurroundText.class,
            Typo.class,
            TruncateText.class,
            ReducePrecision.class,
            Overflow.class,
            Noise.class,
            Shift.class,
            Scale.class,
            FlipSign.class,
            Outlier.class,
            Clip.class,
            DeriveDifferently.class,
            StaleField.class,
            FreezeField.class,
            LeakLabel.class,
            // records
            DropRecord.class,
            DuplicateRecord.class,
            Tombstone.class,
            ChangeKey.class,
            DropHeader.class,
            ChangeHeader.class,
            ShiftTimestamp.class,
            TruncateBytes.class,
            FlipBits.class,
            AppendBytes.class,
            RandomBytes.class,
            WrongMagicByte.class,
            UnknownSchemaId.class,
            OtherSchemaId.class,
            Oversize.class,
            MalformedJson.class,
            // time and order
            Delay.class,
            Stall.class,
            Late.class,
            Reorder.class,
            ReplayStale.class,
            RateLimit.class,
            // labels, predictions and model metadata
            FlipLabel.class,
            ShuffleLabels.class,
            MisalignLabels.class,
            RemoveClass.class,
            ChangeOutputSchema.class,
            SwapModelVersion.class,
            DropMetadata.class);

    private Catalogue() {}

    /** The faults, for the loader of the configuration. */
    public static FaultTypes types() {
        Map<String, Class<? extends Fault>> byName = new LinkedHashMap<>();
        FAULTS.forEach(fault -> byName.put(nameOf(fault), fault));
        return new FaultTypes(Map.copyOf(byName));
    }

    /** All entries, in the order of the catalogue. */
    public static List<CatalogueEntry> entries() {
        FaultTypes types = types();
        return FAULTS.stream().map(fault -> CatalogueEntry.of(fault, types)).toList();
    }

    /** The entry of a name. */
    public static Optional<CatalogueEntry> entry(String name) {
        return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The name of a fault in YAML, ledger and metrics: its class name in kebab case. */
    public static String nameOf(Class<?> fault) {
        return fault.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
