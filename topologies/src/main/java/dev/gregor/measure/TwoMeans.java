package dev.gregor.measure;

/** The difference of the means of two samples of which nothing is paired. */
final class TwoMeans {
    private TwoMeans() {}

    /**
     * Treatment minus control, with the bounds of {@link AsymptoticSequence} for n + m numbers whose variance gives the
     * difference its standard error, from {@value AsymptoticSequence#FIRST} numbers in each sample on.
     */
    static Finding difference(Mean control, Mean treatment, double alpha) {
        long n = control.n();
        long m = treatment.n();
        double difference = treatment.value() - control.value();
        if (Math.min(n, m) < AsymptoticSequence.FIRST) {
            return Finding.shown(difference, m);
        }
        double c = control.deviation();
        double t = treatment.deviation();
        double deviation = Math.sqrt((n + m) * (c * c / n + t * t / m));
        return new Finding(difference, AsymptoticSequence.DEFAULT.interval(n + m, difference, deviation, alpha), m);
    }
}
