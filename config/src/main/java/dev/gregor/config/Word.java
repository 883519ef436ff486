package dev.gregor.config;

import java.util.Locale;

/** A constant that is written in a configuration as a word in kebab case. */
public interface Word {
    String name();

    /** The constant as it is written in YAML, JSON and messages. */
    default String word() {
        return word(name());
    }

    static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
