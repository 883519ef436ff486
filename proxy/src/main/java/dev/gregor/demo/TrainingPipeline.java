package dev.gregor.demo;

import dev.gregor.config.Experiment;
import dev.gregor.config.Expression;
import dev.gregor.record.GregorHeaders;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.ModelSkill;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The first 30 % of the flights with their labels as a training topic. When all of them have passed, a model is trained on each arm,
 * and both predict the flights of the hold-out, which no fault touches. The outputs that are compared are these predictions.
 */
final class TrainingPipeline implements Pipeline {
    private final Surroundings where;
    private final List<Flight> past;
    private final HoldOut holdOut;
    private @Nullable Trained control;
    private @Nullable Trained treatment;

    /** What a training job of one arm came to. */
    private record Trained(TrainingSet set, DelayModel model, List<Prediction> predictions) {
        /** How the model does on its own training rows. */
        ModelSkill.Score ownScore() {
            Scores scores = new Scores();
            double[] recent = model.recentDelays(set.rows());
            for (int i = 0; i < set.rows().size(); i++) {
                TrainingRow row = set.rows().get(i);
                scores.add(model.predict(row.flight(), recent[i]), row.delay(), row.late());
            }
            return scores.score();
        }
    }

    TrainingPipeline(Surroundings where) {
        this.where = where;
        int training = where.flights().size() * 3 / 10;
        past = where.flights().subList(0, training);
        holdOut = new HoldOut(where.flights(), training);
    }

    @Override
    public void start() {}

    @Override
    public Fed feed(LongConsumer progress) {
        try (TopicWriter raw = new TopicWriter(where.bootstrapServers(), where.raw())) {
            past.forEach(flight -> raw.write(flight.key(), TrainingRow.write(flight), flight.timestamp(), Map.of()));
            progress.accept(raw.finish());
        }
        return new Fed(past.size(), past.get(past.size() - 1).timestamp());
    }

    @Override
    public boolean needsBothArms() {
        return true;
    }

    @Override
    public void passed() {
        Trained clean = trained(where.controlInput());
        Trained damaged = trained(where.treatmentInput());
        write(clean, where.controlOutput(), Map.of());
        LedgerHits hits = LedgerHits.read(where.bootstrapServers(), where.ledger(), where.raw());
        write(damaged, where.treatmentOutput(), hits.lineage());
        control = clean;
        treatment = damaged;
    }

    private Trained trained(String topic) {
        List<byte @Nullable []> values = WholeTopic.read(where.bootstrapServers(), topic).stream()
                .<byte @Nullable []>map(ConsumerRecord::value)
                .toList();
        TrainingSet set = TrainingSet.of(values);
        if (set.rows().isEmpty()) {
            throw new DemoFailure("nothing that a model could be trained on arrived in " + topic);
        }
        DelayModel model = DelayModel.fit(set.rows());
        return new Trained(set, model, holdOut.predictions(model));
    }

    private void write(Trained arm, String topic, Map<String, String> lineage) {
        try (TopicWriter outputs = new TopicWriter(where.bootstrapServers(), topic)) {
            for (int i = 0; i < holdOut.size(); i++) {
                Map<String, String> headers = new HashMap<>(lineage);
                headers.put(GregorHeaders.ID, "hold-out-0@" + i);
                Instant departure = holdOut.flight(i).timestamp();
                byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
                outputs.write(key, arm.predictions().get(i).json(), departure, headers);
            }
            outputs.finish();
        }
    }

    @Override
    public long controlOutputs() {
        return holdOut.size();
    }

    @Override
    public Map<String, String> units() {
        return Map.of("delay_minutes", "minutes");
    }

    @Override
    public List<String> notes() {
        long late = IntStream.range(0, holdOut.size())
                .filter(i -> holdOut.flight(i).late())
                .count();
        return List.of(
                "Two models were trained: one on what passed through the control arm, one on what passed through the"
                        + " treatment arm. Both predicted the same later flights, and every prediction of the second one"
                        + " counts as treated.",
                String.format(
                        Locale.ROOT,
                        "%.1f %% of these flights were late: a model that flags none would have an accuracy of %.3f and"
                                + " an AUC of 0.5.",
                        100.0 * late / holdOut.size(),
                        1 - (double) late / holdOut.size()));
    }

    @Override
    public ExperimentReport completed(Experiment experiment, ExperimentReport report) {
        Trained clean = Objects.requireNonNull(control);
        Trained damaged = Objects.requireNonNull(treatment);
        Expression condition = experiment.select().where();
        return report.with(ModelSkill.of(
                holdOut.score(clean.predictions(), i -> true),
                holdOut.score(damaged.predictions(), i -> true),
                new ModelSkill.Training(
                        clean.ownScore(),
                        damaged.ownScore(),
                        clean.set().leftOut(),
                        damaged.set().leftOut()),
                condition == null ? null : group(condition, clean, damaged)));
    }

    private ModelSkill.Group group(Expression condition, Trained clean, Trained damaged) {
        return ModelSkill.Group.of(
                condition.source(),
                holdOut.score(clean.predictions(), holdOut.where(condition)),
                holdOut.score(damaged.predictions(), holdOut.where(condition)));
    }

    @Override
    public void close() {}
}
