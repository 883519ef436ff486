package dev.gregor.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What faults in fields make of JSON, and what they leave alone. */
class FieldDamageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rename-field: {field: a.b, to: c}              | {"a": { "b" : 1e400 , "x":-0}}    | {"a": { "c" : 1e400 , "x":-0}}
            rename-field: {field: 'a[*].b', to: c}         | {"a":[{"b":1},{"b":2}]}           | {"a":[{"c":1},{"c":2}]}
            add-field: {field: a.new, value: {x: [1, no]}} | {"a":{ }, "b":1}                  | {"a":{"new":{"x":[1,"no"]} }, "b":1}
            add-field: {field: n, value: 1.50}             | {"a":1 }                          | {"a":1,"n":1.50 }
            nest-field: {field: b, under: c}               | {"a":1, "b": 2.50, "d":3}         | {"a":1, "c": {"b":2.50}, "d":3}
            nest-field: {field: b, flatten: true}          | {"a":1, "b": {"x": 1.0,"y":[] }, "d":3} | {"a":1,"b_x":1.0,"b_y":[], "d":3}
            swap-fields: {field: a, with: b.c}             | {"a":1.50,"b":{"c":"x"}}          | {"a":"x","b":{"c":1.50}}
            default-value: {field: a, value: '0'}          | {"a":1}                           | {"a":"0"}
            default-value: {field: a, value: 0}            | {"a":1}                           | {"a":0}
            unseen-category: {field: a, values: [99]}      | {"a":1}                           | {"a":99}
            unseen-category: {field: a}                    | {"a":true}                        | {"a":"unseen-true"}
            swap-category: {field: a, permute: [x, y]}     | {"a":"x"}                         | {"a":"y"}
            swap-category: {field: a, mapping: {1: 2}}     | {"a":1}                           | {"a":2}
            reformat-time: {field: a, from: iso, to: epoch-millis} | {"a":"2001-01-01T06:20:00+01:00"} | {"a":978326400000}
            reformat-time: {field: a, from: epoch-seconds, to: dd.MM.yyyy} | {"a":978326400}   | {"a":"01.01.2001"}
            reformat-time: {field: a, from: yyyy-MM-dd, to: epoch-seconds} | {"a":"2001-01-01"} | {"a":978307200}
            reformat-time: {field: a, from: 'yyyy/MM/dd HH:mm', to-zone: America/Detroit} | {"a":"2001/07/01 06:20"} | {"a":"2001/07/01 02:20"}
            reformat-number: {field: a, as: decimal-comma} | {"a":1750.5}                      | {"a":"1750,50"}
            reformat-number: {field: a, as: grouping}      | {"a":-1234567.25}                 | {"a":"-1,234,567.25"}
            reformat-number: {field: a, as: exponent}      | {"a":-0.00175}                    | {"a":-1.75E-3}
            reformat-number: {field: a, as: text}          | {"a":1.50}                        | {"a":"1.50"}
            change-unit: {field: a, factor: 0.1}           | {"a":3}                           | {"a":0.3}
            change-unit: {field: a, factor: 1.8, offset: 32} | {"a":100}                       | {"a":212}
            change-unit: {field: a, factor: 2}             | {"a":123456789012345678901234567890} | {"a":246913578024691357802469135780}
            change-case: {field: a, to: title}             | {"a":"NEW yORK's finest"}         | {"a":"New York'S Finest"}
            surround-text: {field: a, before: '"', after: ' mi'} | {"a":"5"}                   | {"a":"\\"5 mi"}
            truncate-text: {field: a, length: 1}           | {"a":"😀b"}                       | {"a":"😀"}
            truncate-text: {field: a, length: 0}           | {"a":"x"}                         | {"a":""}
            reduce-precision: {field: a, to: integer}      | {"a":-1.9}                        | {"a":-1}
            reduce-precision: {field: a, to: float32}      | {"a":0.1}                         | {"a":0.10000000149011612}
            reduce-precision: {field: a, to: bfloat16}     | {"a":3.14159}                     | {"a":3.140625}
            reduce-precision: {field: a, to: float16}      | {"a":70000}                       | {"a":Infinity}
            reduce-precision: {field: a, to: float16}      | {"a":6e-8}                        | {"a":0.000000059604644775390625}
            reduce-precision: {field: a, to: {decimals: {digits: 1}}} | {"a":0.25}             | {"a":0.2}
            overflow: {field: a, bits: 16}                 | {"a":40000}                       | {"a":-25536}
            overflow: {field: a, bits: 32}                 | {"a":-2147483649}                 | {"a":2147483647}
            overflow: {field: a, bits: 8, signed: false}   | {"a":-1}                          | {"a":255}
            flip-sign: {field: a}                          | {"a":1.50}                        | {"a":-1.5}
            clip: {field: a, min: 0}                       | {"a":-7}                          | {"a":0}
            scale: {field: a, factor: 0.5}                 | {"a":7}                           | {"a":3.5}
            shift: {field: a, by: -0.1}                    | {"a":0.3}                         | {"a":0.2}
            leak-label: {field: a.new, from: b}            | {"a":{},"b":1.50}                 | {"a":{"new":1.50},"b":1.50}
            leak-label: {field: a, from: b}                | {"a":0,"b":1.50}                  | {"a":1.50,"b":1.50}
            derive-differently: {field: a, expression: "value.b + '!'"} | {"a":0,"b":"x"}      | {"a":"x!","b":"x"}
            change-output-schema: {wrap: prediction}       | {"a":1.0 }                        | {"prediction":{"a":1.0 }}
            change-output-schema: {rename: {a: score}, percentage: a} | {"a":0.257}            | {"score":25.7}
            change-output-schema: {reverse: a}             | {"a":[0.1, 0.9]}                  | {"a":[0.9,0.1]}
            drop-metadata: {fields: [m.x, m.y]}            | {"m":{"x":1,"y":2,"z":3}}         | {"m":{"z":3}}
            """)
    void aFaultMakesOfAValueWhatItSays(String fault, String before, String after) throws Skipped {
        assertThat(Given.after(fault, before)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rename-field: {field: a, to: b}            | {"a":1,"b":2}  | NOT_APPLICABLE
            rename-field: {field: 'a[0]', to: b}       | {"a":[1]}      | NOT_APPLICABLE
            add-field: {field: a.b.c, value: 1}        | {"a":{"b":1}}  | NO_SUCH_FIELD
            add-field: {field: a, value: 1}            | {"a":2}        | NOT_APPLICABLE
            nest-field: {field: a, flatten: true}      | {"a":1}        | NOT_APPLICABLE
            nest-field: {field: a, flatten: true}      | {"a":{"b":1},"a_b":2} | NOT_APPLICABLE
            change-unit: {field: a, factor: 2}         | {"a":0}        | NO_EFFECT
            change-unit: {field: a, factor: 2}         | {"a":"1"}      | NOT_APPLICABLE
            change-unit: {field: a, factor: 2}         | {"a":1e999999999} | NOT_APPLICABLE
            flip-sign: {field: a}                      | {"a":-0}       | NO_EFFECT
            clip: {field: a, max: 5}                   | {"a":5}        | NO_EFFECT
            overflow: {field: a, bits: 8}              | {"a":1.5}      | NOT_APPLICABLE
            overflow: {field: a, bits: 8}              | {"a":127}      | NO_EFFECT
            reencode-text: {field: a}                  | {"a":"abc"}    | NO_EFFECT
            change-case: {field: a, to: upper}         | {"a":"ABC"}    | NO_EFFECT
            truncate-text: {field: a, length: 5}       | {"a":"abc"}    | NO_EFFECT
            typo: {field: a}                           | {"a":""}       | NOT_APPLICABLE
            swap-fields: {field: a, with: b}           | {"a":1,"b":1}  | NO_EFFECT
            swap-category: {field: a, mapping: {x: y}} | {"a":"z"}      | NOT_APPLICABLE
            reformat-time: {field: a, from: iso, to: epoch-millis} | {"a":"yesterday"} | NOT_APPLICABLE
            reformat-number: {field: a, as: text}      | {"a":null}     | NOT_APPLICABLE
            derive-differently: {field: a, expression: value.missing} | {"a":1} | NOT_APPLICABLE
            leak-label: {field: a, from: b}            | {"a":1}        | NO_SUCH_FIELD
            outlier: {field: a}                        | {"a":1}        | NO_HISTORY
            stale-field: {field: a, lag: 1h}           | {"a":1}        | NO_HISTORY
            freeze-field: {field: a}                   | {"a":1}        | NO_HISTORY
            drop-field: {field: a.b}                   | {"a":1}        | NO_SUCH_FIELD
            drop-field: {field: a}                     | {"a":          | UNDECODABLE
            change-output-schema: {rename: {a: b}}     | {"c":1}        | NO_SUCH_FIELD
            malformed-json: {}                         | 7              | NOT_APPLICABLE
            malformed-json: {how: wrong-quotes}        | {}             | NOT_APPLICABLE
            """)
    void whatCannotBeDamagedPassesUntouched(String fault, String before, SkipReason reason) {
        Given.assertSkipped(reason, fault, before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unexpected-string: {field: a, values: []}",
                "unseen-category: {field: a, prefix: ''}",
                "swap-category: {field: a}",
                "swap-category: {field: a, permute: [x]}",
                "swap-fields: {field: a, with: a.b}",
                "nest-field: {field: a}",
                "nest-field: {field: a, under: b, flatten: true}",
                "rename-field: {field: a, to: ''}",
                "add-field: {field: 'a[0]', value: 1}",
                "change-unit: {field: a}",
                "change-unit: {field: a, factor: 0}",
                "reencode-text: {field: a, read-as: UTF-8}",
                "reencode-text: {field: a, read-as: KLINGON}",
                "surround-text: {field: a, before: '', after: ''}",
                "typo: {field: a, rate: 0}",
                "typo: {field: a, keyboard: dvorak}",
                "truncate-text: {field: a, length: -1}",
                "reduce-precision: {field: a, to: {decimals: {digits: 99}}}",
                "overflow: {field: a, bits: 7}",
                "noise: {field: a, scale: 0}",
                "shift: {field: a, by: 0}",
                "shift: {field: a, by: 1, shape: {spike: {every: 1m, lasts: 1m}}}",
                "scale: {field: a, factor: 1}",
                "clip: {field: a}",
                "clip: {field: a, min: 2, max: 1}",
                "reformat-time: {field: a, from: quux, to: iso}",
                "reformat-time: {field: a, from: iso, to-zone: Mars/Olympus}",
                "derive-differently: {field: a, expression: '1 +'}",
                "outlier: {field: a, times: 0}",
                "stale-field: {field: a, lag: 0s}",
                "stale-field: {field: a, lag: 31d}",
                "change-output-schema: {}",
                "swap-model-version: {versions: [a, b]}",
                "swap-model-version: {field: v, versions: [a]}",
                "flip-label: {field: a, classes: [x]}",
                "shuffle-labels: {field: a, within: 1}",
                "misalign-labels: {field: a, by: 0}",
                "duplicate-record: {copies: 0}",
                "reorder: {within: 1}",
                "stall: {for: 0s}",
                "rate-limit: {records-per-second: 0}",
                "replay-stale: {lag: 0}",
                "flip-bits: {count: 0}",
                "other-schema-id: {id: -1}",
            })
    void nonsenseIsRefusedBeforeItRuns(String fault) {
        assertThatThrownBy(() -> Given.fault(fault))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("test.yaml:")
                .contains("expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop-record: {}\n      - null-field: {field: a}",
                "null-field: {field: a}\n      - replay-stale: {lag: 5}",
                "null-field: {field: a}\n      - random-bytes: {}",
                "delay: {by: 5s}\n      - stall: {for: 5s}",
            })
    void faultsThatUndoOneAnotherAreRefused(String faults) {
        assertThatThrownBy(() -> Given.fault(faults))
                .hasMessageContaining("faults[1]")
                .hasMessageContaining("expected");
    }

    @Test
    void aDriftGrowsAsItsShapeSays() throws Skipped {
        assertThat(at(0, "shape: step")).isEqualTo("{\"a\":10}");
        assertThat(at(30, "shape: {ramp: {over: 60s}}")).isEqualTo("{\"a\":5}");
        assertThat(at(600, "shape: {ramp: {over: 60s}}")).isEqualTo("{\"a\":10}");
        assertThat(at(61, "shape: {spike: {every: 60s, lasts: 2s}}")).isEqualTo("{\"a\":10}");
        assertThatThrownBy(() -> at(62, "shape: {spike: {every: 60s, lasts: 2s}}"))
                .isInstanceOf(Skipped.class);
        assertThat(at(15, "shape: {sine: {period: 60s}}")).isEqualTo("{\"a\":10}");
        assertThat(at(45, "shape: {sine: {period: 60s}}")).isEqualTo("{\"a\":-10}");
    }

    private static String at(int seconds, String shape) throws Skipped {
        RawRecord record = Given.record("{\"a\":0}");
        Treatment treatment = new Treatment(
                record,
                new JsonCodec(),
                Circumstances.of(History.NONE),
                new Treatment.Moment(record.timestamp() - seconds * 1000L, 0));
        treatment.apply(Given.fault("shift: {field: a, by: 10, " + shape + "}"), new Draw(1));
        return new String(Objects.requireNonNull(treatment.result().value()), UTF_8);
    }

    @Test
    void noiseHasItsScale() throws Skipped {
        for (String distribution : List.of("gaussian", "uniform", "laplace")) {
            double squares = 0;
            int n = 20_000;
            Fault fault =
                    Given.fault("noise: {field: a, scale: 0.5, relative: true, distribution: " + distribution + "}");
            for (int i = 0; i < n; i++) {
                Treatment treatment = Given.treatment("{\"a\":10}");
                treatment.apply(fault, new Draw(i * 0x9e3779b97f4a7c15L));
                String after =
                        new String(Objects.requireNonNull(treatment.result().value()), UTF_8);
                double noise = Double.parseDouble(after.substring(5, after.length() - 1)) - 10;
                squares += noise * noise;
            }
            double expected = switch (distribution) {
                case "gaussian" -> 25;
                case "uniform" -> 25 / 3.0;
                default -> 50;
            };
            assertThat(squares / n).as(distribution).isBetween(expected * 0.93, expected * 1.07);
        }
    }

    @Test
    void typosAreOfEveryKind() throws Skipped {
        List<String> made = new ArrayList<>();
        for (long seed = 0; seed < 400; seed++) {
            made.add(Given.after("typo: {field: a, rate: 0.01}", "{\"a\":\"gh\"}", seed * 0x9e3779b97f4a7c15L));
        }
        assertThat(made)
                .contains(
                        "{\"a\":\"h\"}",
                        "{\"a\":\"g\"}",
                        "{\"a\":\"ggh\"}",
                        "{\"a\":\"hg\"}",
                        "{\"a\":\"fh\"}",
                        "{\"a\":\"gj\"}")
                .doesNotContain("{\"a\":\"gh\"}");
    }

    /** The others keep lexeme, order and white space: whatever the fault makes of the field, the text around it is the same. */
    @Property(tries = 300)
    void aFaultChangesOnlyTheFieldItNames(
            @ForAll("fieldFaults") String fault, @ForAll("values") String value, @ForAll("others") List<String> others)
            throws Skipped {
        String head = member(others, "l", "{ ", " , ");
        String tail = member(others, "r", " ,\t", "");
        String before = head + "\"x\" :" + value + tail + "\n}";
        Optional<String> after = made(fault, before);
        assertThat(made(fault, before)).as("the same twice").isEqualTo(after);
        if (after.isEmpty()) {
            return;
        }
        assertThat(after.get())
                .as("%s of %s", fault, before)
                .endsWith(tail.isEmpty() ? "\n}" : tail.substring(2) + "\n}");
        assertThat(after.get()).startsWith(head.endsWith(", ") ? head.substring(0, head.length() - 3) : "{");
    }

    private static String member(List<String> others, String side, String first, String last) {
        StringBuilder text = new StringBuilder(first.equals("{ ") ? first : "");
        for (int i = 0; i < others.size(); i++) {
            text.append(first.equals("{ ") ? "" : first);
            text.append('"')
                    .append(side)
                    .append(i)
                    .append("\":  ")
                    .append(others.get(i))
                    .append(last);
        }
        return text.toString();
    }

    private static Optional<String> made(String fault, String before) {
        Treatment treatment = Given.treatment(before);
        treatment.memory().rememberValue("key".getBytes(UTF_8), "{\"x\":41}".getBytes(UTF_8), 1);
        Fault made = Given.fault(fault);
        try {
            if (made instanceof ObservingFault observing) {
                Given.treatment("{\"x\":41}").observe(observing, "s");
                treatment.observe(observing, "s");
            }
            treatment.apply(made, new Draw(3), "s");
            return Optional.of(
                    new String(Objects.requireNonNull(treatment.result().value()), UTF_8));
        } catch (Skipped skip) {
            Given.assertUntouched(treatment);
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> fieldFaults() {
        return Arbitraries.of(
                "drop-field: {field: x}",
                "null-field: {field: x}",
                "not-a-number: {field: x}",
                "change-type: {field: x, to: array}",
                "change-type: {field: x, to: string}",
                "rename-field: {field: x, to: y}",
                "nest-field: {field: x, under: y}",
                "nest-field: {field: x, flatten: true}",
                "unexpected-string: {field: x}",
                "default-value: {field: x, value: -999}",
                "unseen-category: {field: x}",
                "swap-category: {field: x, permute: ['1', b, 'true']}",
                "reformat-number: {field: x, as: exponent}",
                "change-unit: {field: x, factor: 1.609344}",
                "reencode-text: {field: x}",
                "change-case: {field: x, to: upper}",
                "surround-text: {field: x}",
                "typo: {field: x}",
                "truncate-text: {field: x, length: 1}",
                "reduce-precision: {field: x, to: float16}",
                "overflow: {field: x, bits: 8}",
                "noise: {field: x, scale: 3}",
                "shift: {field: x, by: 7}",
                "scale: {field: x, factor: 3}",
                "flip-sign: {field: x}",
                "outlier: {field: x}",
                "clip: {field: x, min: 0, max: 1}",
                "derive-differently: {field: x, expression: \"'n'\"}",
                "stale-field: {field: x, lag: 1h}",
                "freeze-field: {field: x}",
                "leak-label: {field: x, from: x}",
                "change-output-schema: {rename: {x: y}}",
                "flip-label: {field: x, classes: [p, q]}",
                "drop-metadata: {fields: x}");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "1",
                "-0",
                "1.50",
                "1e3",
                "1E400",
                "123456789012345678901234567890",
                "true",
                "null",
                "\"b\"",
                "\"\\u00fcb\\n\"",
                "\"\"",
                "[1, 2]",
                "[ ]",
                "{\"p\": 1.0 , \"q\":[]}",
                "{}");
    }

    @Provide
    Arbitrary<List<String>> others() {
        return values().list().ofMaxSize(3);
    }

    @Test
    void everyFaultOfTheFamilyIsInTheProperty() {
        List<String> properties = fieldFaults().allValues().orElseThrow()
                .map(each -> each.substring(0, each.indexOf(':')))
                .toList();
        List<String> apart = List.of("add-field", "swap-fields", "reformat-time");
        assertThat(Catalogue.entries())
                .filteredOn(entry -> entry.family().equals("fields"))
                .extracting(CatalogueEntry::name)
                .allMatch(name -> properties.contains(name) || apart.contains(name), "is tried");
    }
}
