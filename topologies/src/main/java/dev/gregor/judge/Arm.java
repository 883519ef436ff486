package dev.gregor.judge;

import dev.gregor.config.Word;

/** Which pairs a number is of: those whose record was hit by the experiment, or those whose record was not. */
public enum Arm implements Word {
    TREATED,
    UNTREATED
}
