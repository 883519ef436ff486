package dev.gregor.divergence;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.OutputValue;
import dev.gregor.measure.Summary;
import dev.gregor.measure.TruthSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that must be remembered of the pairs of one {@link TallyKey} to give every measure of them at any time. Tallies of parts merge into
 * the tally of the whole. Not thread-safe.
 */
final class Tally {
    private final Measured experiment;
    private final boolean isOfRun;
    private final RecordTally records;
    private final Part[] parts;

    /** What is known of one output. */
    private static final class Part {
        private final Summary summary;
        private final @Nullable TruthSummary truths;
        private final Worst worst;

        private Part(Summary summary, @Nullable TruthSummary truths, Worst worst) {
            this.summary = summary;
            this.truths = truths;
            this.worst = worst;
        }

        private static Part empty(Measured.Compared compared, Summary.Detail detail, boolean clustered) {
            return new Part(
                    Summary.empty(compared.output(), detail, clustered),
                    compared.truth() == null ? null : TruthSummary.empty(compared.output(), detail, clustered),
                    new Worst());
        }

        private void merge(Part other) {
            summary.merge(other.summary);
            if (truths != null && other.truths != null) {
                truths.merge(other.truths);
            }
            worst.merge(other.worst);
        }

        private byte[] toBytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                summary.write(out);
                if (truths != null) {
                    truths.write(out);
                }
                worst.write(out);
            } catch (IOException e) {
                throw new UncheckedIOException("Bytes in memory could not be written", e);
            }
            return bytes.toByteArray();
        }

        private static Part read(
                Measured.Compared compared, Summary.Detail detail, boolean clustered, DataInputStream in)
                throws IOException {
            Output output = compared.output();
            return new Part(
                    Summary.read(output, detail, clustered, in),
                    compared.truth() == null ? null : TruthSummary.read(output, detail, clustered, in),
                    Worst.read(in));
        }
    }

    private Tally(Measured experiment, boolean isOfRun, RecordTally records, Part[] parts) {
        this.experiment = experiment;
        this.isOfRun = isOfRun;
        this.records = records;
        this.parts = parts;
    }

    /** The tally of no pair at all. */
    static Tally empty(Measured experiment, TallyKey key) {
        Summary.Detail detail = detail(key);
        boolean clustered = experiment.isClustered();
        Part[] parts = experiment.compared().stream()
                .map(compared -> Part.empty(compared, detail, clustered))
                .toArray(Part[]::new);
        return new Tally(
                experiment, key.window() == null && key.segment() == null, new RecordTally(detail, clustered), parts);
    }

    private static Summary.Detail detail(TallyKey key) {
        return key.window() == null ? Summary.Detail.RUN : Summary.Detail.WINDOW;
    }

    /** Whether it is of the experiment as this is declared. */
    boolean isOf(Measured declared) {
        return experiment.equals(declared);
    }

    /** Both outputs came. */
    void paired(Entry.Undecided pair, int cluster) {
        Reading control = pair.control();
        Reading treatment = pair.treatment();
        records.paired(pair.isAgain(), treatment.arrival() - control.arrival(), cluster);
        if (control.isValidFor(experiment)) {
            boolean isInvalid = !treatment.isValidFor(experiment) || !experiment.isComparable(control, treatment);
            records.valid(isInvalid, cluster);
        }
        for (int i = 0; i < parts.length; i++) {
            Slot slot = experiment.compared().get(i).slot();
            OutputValue before = control.value(slot);
            OutputValue after = treatment.value(slot);
            if (before != null && after != null) {
                boolean hasDistance = parts[i].summary.add(before, after, cluster);
                if (isOfRun && hasDistance) {
                    parts[i].worst.consider(pair, before, after);
                }
            }
        }
    }

    /** An output of a population came: of those that were hit, or of the others that these are compared with. */
    void sampled(Reading output, boolean isHit) {
        for (int i = 0; i < parts.length; i++) {
            OutputValue value = output.value(experiment.compared().get(i).slot());
            if (value != null && isHit) {
                parts[i].summary.addTreatment(value);
            } else if (value != null) {
                parts[i].summary.addControl(value);
            }
        }
    }

    /** Of an output of a population, whether it can be read. */
    void valid(boolean isInvalid, int cluster) {
        records.valid(isInvalid, cluster);
    }

    void missing(int cluster) {
        records.missing(cluster);
    }

    void cameAgain(int cluster) {
        records.cameAgain(cluster);
    }

    /** The true values of a pair came. */
    void labelled(Reading control, Reading treatment, Values truth, int cluster) {
        for (int i = 0; i < parts.length; i++) {
            Measured.Compared compared = experiment.compared().get(i);
            TruthSummary truths = parts[i].truths;
            OutputValue before = control.value(compared.slot());
            OutputValue after = treatment.value(compared.slot());
            OutputValue actual =
                    compared.truth() == null ? null : truth.get(compared.truth().id());
            if (truths != null && before != null && after != null && actual != null) {
                truths.add(before, after, actual, cluster);
            }
        }
    }

    /** Counts all pairs of another tally in; the other one stays as it is. */
    void merge(Tally other) {
        records.merge(other.records);
        for (int i = 0; i < parts.length; i++) {
            parts[i].merge(other.parts[i]);
        }
    }

    /** Every measure that is taken, in the order of the file. Bounds err with a chance of at most alpha each. */
    List<Estimate> estimates(Arm arm, double alpha) {
        List<Estimate> estimates = new ArrayList<>();
        experiment.forEachMeasure((output, measure) -> {
            // what populations are told by stands in one tally for both
            if (!experiment.measurement().isOfPopulations() || arm == Arm.TREATED || output == null) {
                estimates.add(estimate(output, measure, arm, alpha));
            }
        });
        return estimates;
    }

    Estimate estimate(@Nullable String output, MeasureName measure, Arm arm, double alpha) {
        if (output == null) {
            return records.estimate(measure, arm, alpha);
        }
        Part part = parts[index(output)];
        if (!measure.needsTruth()) {
            return part.summary.estimate(measure, output, arm, alpha);
        }
        return part.truths == null
                ? new Estimate(output, measure, arm, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0)
                : part.truths.estimate(measure, output, arm, alpha);
    }

    private int index(String output) {
        for (int i = 0; i < parts.length; i++) {
            if (experiment.compared().get(i).name().equals(output)) {
                return i;
            }
        }
        throw new IllegalArgumentException(output + " is no output of " + experiment.name());
    }

    /** What a reader wants to see of each output beside the numbers; of those that have any pair. */
    List<OutputPicture> pictures(Arm arm) {
        List<OutputPicture> pictures = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            String name = experiment.compared().get(i).name();
            List<WorstPair> worst = parts[i].worst.pairs();
            if (parts[i].summary.n() > 0 || parts[i].summary.shape().isPresent()) {
                pictures.add(
                        new OutputPicture(name, arm, parts[i].summary.shape().orElse(null), worst));
            }
        }
        return pictures;
    }

    /**
     * The tally as bytes, with the name and the declaration of each output, so that it can be read when the configuration has changed: an
     * output that is declared otherwise begins anew. The same pairs give the same bytes, in whatever order they came.
     */
    byte[] toBytes() {
        return BinarySerde.toBytes(this, (tally, out) -> {
            out.writeBoolean(experiment.isClustered());
            tally.records.write(out);
            out.writeShort(tally.parts.length);
            for (int i = 0; i < tally.parts.length; i++) {
                Measured.Compared compared = experiment.compared().get(i);
                BinarySerde.writeText(out, compared.name());
                out.writeLong(declaration(compared));
                BinarySerde.writeBytes(out, tally.parts[i].toBytes());
            }
        });
    }

    /** The tally that {@link #toBytes} wrote, as far as the experiment still measures the same. */
    static Tally fromBytes(Measured experiment, TallyKey key, byte[] bytes) {
        return BinarySerde.fromBytes(bytes, in -> {
            if (in.readBoolean() != experiment.isClustered()) {
                return empty(experiment, key);
            }
            RecordTally records = RecordTally.read(detail(key), experiment.isClustered(), in);
            Map<String, Long> declarations = new HashMap<>();
            Map<String, byte[]> written = new HashMap<>();
            int size = in.readShort();
            for (int i = 0; i < size; i++) {
                String name = BinarySerde.readText(in);
                declarations.put(name, in.readLong());
                written.put(name, BinarySerde.readBytes(in));
            }
            Tally tally = empty(experiment, key);
            for (int i = 0; i < tally.parts.length; i++) {
                Measured.Compared compared = experiment.compared().get(i);
                byte[] part = written.get(compared.name());
                if (part != null && declarations.getOrDefault(compared.name(), 0L) == declaration(compared)) {
                    DataInputStream partIn = new DataInputStream(new ByteArrayInputStream(part));
                    tally.parts[i] = Part.read(compared, detail(key), experiment.isClustered(), partIn);
                }
            }
            return new Tally(experiment, tally.isOfRun, records, tally.parts);
        });
    }

    private static long declaration(Measured.Compared compared) {
        return Hashing.komihash5_0().hashCharsToLong(compared.toString());
    }
}
