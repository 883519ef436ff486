package dev.gregor.measure;

/** Goes through the values of two distributions in their common order. */
interface Merge {

    /**
     * One value of either distribution.
     *
     * @param controls how many numbers of the control are at most the value
     * @param treatments how many numbers of the treatment are at most the value
     */
    void at(double value, long controls, long treatments);

    static void of(Distribution control, Distribution treatment, Merge visitor) {
        int c = 0;
        int t = 0;
        while (c < control.size() || t < treatment.size()) {
            double value;
            if (c == control.size()) {
                value = treatment.value(t);
            } else if (t == treatment.size()) {
                value = control.value(c);
            } else {
                value = Math.min(control.value(c), treatment.value(t));
            }
            if (c < control.size() && control.value(c) == value) {
                c++;
            }
            if (t < treatment.size() && treatment.value(t) == value) {
                t++;
            }
            visitor.at(value, control.upTo(c - 1), treatment.upTo(t - 1));
        }
    }
}
