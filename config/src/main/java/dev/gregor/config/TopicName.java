package dev.gregor.config;

import java.util.regex.Pattern;

/** The name of a Kafka topic. */
@Scalar(expected = "a topic name of 1 to 249 letters, digits, '.', '_' or '-'")
public record TopicName(String value) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public TopicName {
        if (!LEGAL.matcher(value).matches() || value.equals(".") || value.equals("..")) {
            throw new InvalidSetting(
                    "", "'" + value + "' is not a topic name of 1 to 249 letters, digits, '.', '_' or '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
