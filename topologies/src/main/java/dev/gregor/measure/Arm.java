package dev.gregor.measure;

import dev.gregor.config.Word;

/** Which pairs a number is of. */
public enum Arm implements Word {
    /** Those whose record was hit by the experiment. */
    TREATED,
    /** Those whose record was hit by none: they show noise and spill-over. */
    UNTREATED,
    /** Those of two control arms, which show nothing but the noise of the model. */
    NOISE
}
