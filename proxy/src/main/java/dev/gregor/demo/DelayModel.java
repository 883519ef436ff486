package dev.gregor.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * Two linear models of a flight, on the hour of the day, the distance and the recent mean delay at the origin: its delay in minutes by
 * least squares, and the probability that it is late by logistic regression. Trained by stochastic gradient descent on one
 * thread with a fixed seed: the same flights give the same model, bit for bit. Safe for use from many threads.
 */
public final class DelayModel {
    /** Tribuo tells of each training. The logger is held here because java.util.logging forgets the level of one that is not. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private static final String[] FEATURES = {
        "sin(hour)", "cos(hour)", "sin(2 hour)", "cos(2 hour)", "distance", "recent delay"
    };
    private static final String LATE = "late";
    private static final String ON_TIME = "on time";

    private static final double LEARNING_RATE = 0.1;
    private static final int EPOCHS = 20;
    private static final int NO_PROGRESS_LOG = -1;
    private static final long SEED = 2001;

    private final double meanDelay;
    private final Standard standard;
    private final Model<Regressor> delay;
    private final ToDoubleFunction<double[]> late;
    private final double threshold;

    /**
     * Trains on flights that have landed.
     *
     * @param past in the order of their departure; some of them late, some not
     */
    public static DelayModel train(List<Flight> past) {
        return fit(past.stream().map(TrainingRow::of).toList());
    }

    /**
     * Trains on what a training job was given, whatever it is worth.
     *
     * @param past in the order of their departure; at least one. Where all of them are late, or none is, the probability of the
     *     only class is 1
     */
    static DelayModel fit(List<TrainingRow> past) {
        return new DelayModel(past);
    }

    private DelayModel(List<TrainingRow> past) {
        meanDelay = past.stream().mapToDouble(TrainingRow::delay).average().orElseThrow();
        double[] recent = recentDelays(past);
        List<double[]> rows = IntStream.range(0, past.size())
                .mapToObj(i -> features(past.get(i).flight(), recent[i]))
                .toList();
        standard = Standard.fit(rows);
        List<double[]> standardised = rows.stream().map(standard::apply).toList();
        delay = fit(
                new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                        new SquaredLoss(), new AdaGrad(LEARNING_RATE), EPOCHS, NO_PROGRESS_LOG, SEED),
                new RegressionFactory(),
                standardised,
                i -> new Regressor("delay", past.get(i).delay()));
        late = lateModel(past, standardised);
        threshold = threshold(past, standardised);
    }

    private static ToDoubleFunction<double[]> lateModel(List<TrainingRow> past, List<double[]> standardised) {
        long latecomers = past.stream().filter(TrainingRow::late).count();
        if (latecomers == 0 || latecomers == past.size()) {
            return row -> latecomers == 0 ? 0 : 1;
        }
        Model<Label> model = fit(
                new org.tribuo.classification.sgd.linear.LinearSGDTrainer(
                        new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, NO_PROGRESS_LOG, SEED),
                new LabelFactory(),
                standardised,
                i -> new Label(past.get(i).late() ? LATE : ON_TIME));
        return row -> Objects.requireNonNull(
                        model.predict(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, FEATURES, row))
                                .getOutputScores()
                                .get(LATE))
                .getScore();
    }

    /** The recent mean delay at each row's origin before it, as the model has it in training. */
    double[] recentDelays(List<TrainingRow> rows) {
        return RecentDelay.observed(rows.stream().map(TrainingRow::flight).toList(), meanDelay);
    }

    /** The probability from which a flight is flagged, as the training found it. */
    double threshold() {
        return threshold;
    }

    /** The mean delay of the flights it was trained on, in minutes. */
    public double meanDelay() {
        return meanDelay;
    }

    /**
     * Predicts a flight from what is known before it lands; its own delay is not looked at.
     *
     * @param recentDelay the recent mean delay at its origin, in minutes
     */
    Prediction predict(Observation flight, double recentDelay) {
        return predict(flight, recentDelay, threshold);
    }

    /**
     * Predicts with another threshold than that of the training.
     *
     * @param flagFrom the probability from which a flight is flagged as late
     */
    Prediction predict(Observation flight, double recentDelay, double flagFrom) {
        double[] row = standard.apply(features(flight, recentDelay));
        double probability = late.applyAsDouble(row);
        double minutes = delay.predict(new ArrayExample<>(RegressionFactory.UNKNOWN_REGRESSOR, FEATURES, row))
                .getOutput()
                .getValues()[0];
        return new Prediction(minutes, probability >= flagFrom, probability);
    }

    /**
     * The probability from which a flight is flagged: as many are flagged in training as were late. At 1/2 next to none would
     * be, since few flights are more likely late than not.
     */
    private double threshold(List<TrainingRow> past, List<double[]> rows) {
        int flagged = (int) past.stream().filter(TrainingRow::late).count();
        if (flagged == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return rows.stream()
                .map(late::applyAsDouble)
                .sorted(Comparator.reverseOrder())
                .skip(flagged - 1)
                .findFirst()
                .orElseThrow();
    }

    private static double[] features(Observation flight, double recentDelay) {
        double angle = 2 * Math.PI * flight.hour() / 24;
        return new double[] {
            Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle), flight.distance(), recentDelay
        };
    }

    private static <T extends Output<T>> Model<T> fit(
            Trainer<T> trainer, OutputFactory<T> outputs, List<double[]> rows, IntFunction<T> output) {
        MutableDataset<T> data = new MutableDataset<>(new SimpleDataSourceProvenance("flights", outputs), outputs);
        for (int i = 0; i < rows.size(); i++) {
            data.add(new ArrayExample<>(output.apply(i), FEATURES, rows.get(i)));
        }
        return trainer.train(data);
    }
}
