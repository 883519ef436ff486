package dev.gregor.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs of one output that moved most, with what the ledger says of their records. */
record Worst(String output, String unit, List<Row> rows) {
    private static final int MOST = 10;
    private static final int LONGEST = 120;

    static List<Worst> of(ExperimentReport report) {
        Map<String, List<Ranked>> pairs = new LinkedHashMap<>();
        for (OutputDetail detail : report.shown().details()) {
            detail.worst()
                    .forEach(pair -> pairs.computeIfAbsent(detail.output(), name -> new ArrayList<>())
                            .add(new Ranked(detail.arm(), pair)));
        }
        List<Worst> worst = new ArrayList<>();
        pairs.forEach((output, ranked) -> worst.add(new Worst(
                output,
                report.asked().units().getOrDefault(output, ""),
                ranked.stream()
                        .sorted(Comparator.comparingDouble(
                                        (Ranked each) -> each.pair().distance())
                                .reversed())
                        .limit(MOST)
                        .map(each -> Row.of(each, report.asked()))
                        .toList())));
        return worst;
    }

    private record Ranked(Arm arm, OutputDetail.WorstPair pair) {}

    /**
     * One pair.
     *
     * @param faults what was done to its record, one line for each fault
     */
    record Row(
            String id,
            String time,
            String arm,
            String control,
            String treatment,
            String distance,
            List<String> faults) {
        private static Row of(Ranked ranked, Asked asked) {
            OutputDetail.WorstPair pair = ranked.pair();
            List<String> faults = pair.faults().stream().map(Row::words).toList();
            return new Row(
                    pair.id(),
                    Figures.instant(pair.timestamp()) + " UTC",
                    ranked.arm().word(),
                    output(pair.control()),
                    output(pair.treatment()),
                    Figures.number(pair.distance()),
                    faults.isEmpty() ? List.of(unknown(ranked.arm(), asked)) : faults);
        }

        private static String output(@Nullable String output) {
            return output == null ? "none" : shortened(output);
        }

        private static String unknown(Arm arm, Asked asked) {
            if (arm != Arm.TREATED) {
                return "no ledger entry: " + arm.word();
            }
            boolean isById = asked.outputs() != null && asked.outputs().pairBy().equals("header");
            return isById
                    ? "no ledger entry: the ledger no longer reaches back so far"
                    : "hit; the ledger knows the record by an id that this pair does not carry";
        }

        private static String words(InjectedFault fault) {
            if (fault.fields().isEmpty()) {
                return fault.fault();
            }
            List<String> changes = new ArrayList<>();
            for (String field : fault.fields()) {
                changes.add(field + " " + value(fault.before(), field) + " \u2192 " + value(fault.after(), field));
            }
            return fault.fault() + ": " + shortened(String.join(", ", changes));
        }

        private static String value(@Nullable JsonNode values, String field) {
            if (values == null) {
                return "nothing";
            }
            JsonNode value = values.isObject() ? values.path(field) : values;
            return value.isMissingNode() ? "nothing" : value.toString();
        }

        private static String shortened(String text) {
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
        }
    }
}
