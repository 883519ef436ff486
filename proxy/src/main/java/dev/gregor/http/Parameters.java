package dev.gregor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.Word;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a request says, checked: what it may not say is refused with what was expected. */
final class Parameters {
    private static final int LONGEST = 300;
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Parameters() {}

    /** Refuses what nobody looks at, such as a filter whose name is mistyped. */
    static void allow(Context context, String... names) {
        Set<String> allowed = Set.of(names);
        context.queryParamMap().keySet().stream()
                .filter(name -> !allowed.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal(
                            400,
                            "'" + shortened(name) + "' is no parameter here; expected "
                                    + (names.length == 0 ? "none" : String.join(", ", names)));
                });
    }

    static @Nullable String text(Context context, String name) {
        String text = context.queryParam(name);
        if (text != null && text.length() > LONGEST) {
            throw new Refusal(
                    400, "'" + name + "' has " + text.length() + " characters; expected " + LONGEST + " at most");
        }
        return text == null || text.isEmpty() ? null : text;
    }

    static String required(Context context, String name) {
        String text = text(context, name);
        if (text == null) {
            throw new Refusal(400, "'" + name + "' is missing; expected it in the query");
        }
        return text;
    }

    static int number(Context context, String name, int byDefault, int from, int to) {
        String text = text(context, name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw outside(name, text, from, to);
        }
        throw outside(name, text, from, to);
    }

    private static Refusal outside(String name, String text, int from, int to) {
        return new Refusal(
                400, "'" + name + "' is '" + shortened(text) + "'; expected a number from " + from + " to " + to);
    }

    /** The body as a JSON object with these fields at the most. */
    static JsonNode body(Context context, String... fields) {
        JsonNode body;
        try {
            body = JSON.readTree(context.body());
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "The body is not JSON; expected an object with " + String.join(", ", fields));
        }
        if (body == null || !body.isObject()) {
            throw new Refusal(400, "The body is not an object; expected one with " + String.join(", ", fields));
        }
        Set<String> allowed = Set.of(fields);
        body.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw new Refusal(
                        400, "'" + shortened(name) + "' is no field here; expected " + String.join(", ", fields));
            }
        });
        return body;
    }

    /** A text of the body; empty if it is not there. */
    static String text(JsonNode body, String field, int longest) {
        JsonNode text = body.path(field);
        if (text.isMissingNode() || text.isNull()) {
            return "";
        } else if (!text.isTextual() || text.asText().length() > longest) {
            throw new Refusal(400, "'" + field + "' is no text of " + longest + " characters at most");
        }
        return text.asText().replaceAll("\\p{Cntrl}", " ").strip();
    }

    static <T extends Enum<T> & Word> T word(JsonNode body, String field, T[] words) {
        String text = body.path(field).asText();
        return Arrays.stream(words)
                .filter(each -> each.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        400,
                        "'" + field + "' is '" + shortened(text) + "'; expected "
                                + Arrays.stream(words).map(Word::word).collect(Collectors.joining(", "))));
    }

    private static String shortened(String text) {
        return text.length() > 50 ? text.substring(0, 50) + "..." : text;
    }
}
