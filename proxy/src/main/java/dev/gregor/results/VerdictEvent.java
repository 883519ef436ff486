package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.judge.Verdict;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.Halt;
import dev.gregor.report.Net;
import dev.gregor.report.OutputDetail;
import dev.gregor.report.Overall;
import dev.gregor.report.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of the verdict topic: the verdict with all that it rests on.
 *
 * @param excluded pairs of records that another experiment hit, which count for neither arm of this one
 * @param details of the worst pairs it does not say yet what was done to their records: that stands in the ledger
 */
public record VerdictEvent(
        Verdict.Kind verdict,
        List<String> reasons,
        Seen.Judged judged,
        ExperimentReport.Records records,
        ExperimentReport.Pairs pairs,
        long excluded,
        List<ExperimentReport.Measured> measures,
        @Nullable Halt halt,
        List<Net> net,
        List<Overall> overall,
        List<OutputDetail> details) {

    /**
     * Reads an event.
     *
     * @param first when the first verdict on the experiment was given
     * @param last when this one was
     */
    static VerdictEvent of(JsonNode event, Instant first, Instant last) {
        return new VerdictEvent(
                Reading.word(Verdict.Kind.values(), event, "verdict")
                        .orElseThrow(() -> new IllegalStateException(
                                "'" + event.path("verdict").asText() + "' is no verdict that this version knows")),
                Reading.list(event, "reasons", JsonNode::asText),
                new Seen.Judged(first, last, event.path("final").asBoolean()),
                records(event.required("records")),
                pairs(event.required("pairs")),
                event.required("pairs").path("excluded").asLong(),
                Reading.known(event, "measures", Reading::measured),
                event.path("halt").isObject() ? halt(event.path("halt")) : null,
                Reading.known(event, "net", VerdictEvent::net),
                Reading.known(event, "overall", VerdictEvent::overall),
                Reading.known(event, "outputs", VerdictEvent::detail));
    }

    /** How many records the pairing is done with: as pairs, or as outputs that will find no other. */
    public long settled() {
        return pairs.treated() + pairs.untreated() + pairs.missing() + excluded;
    }

    private static ExperimentReport.Records records(JsonNode records) {
        return new ExperimentReport.Records(
                records.required("seen").asLong(),
                records.required("selected").asLong(),
                Reading.counts(records.required("injected")),
                Reading.counts(records.required("skipped")));
    }

    private static ExperimentReport.Pairs pairs(JsonNode pairs) {
        return new ExperimentReport.Pairs(
                pairs.required("treated").asLong(),
                pairs.required("untreated").asLong(),
                pairs.required("missing").asLong(),
                pairs.required("orphan").asLong(),
                pairs.required("duplicate").asLong(),
                pairs.required("invalid").asLong(),
                pairs.path("missing-treated").asLong(),
                pairs.path("invalid-treated").asLong());
    }

    private static Halt halt(JsonNode halt) {
        return new Halt(
                Objects.requireNonNullElse(Reading.text(halt, "reason"), ""),
                Reading.text(halt, "output"),
                Reading.measure(halt).orElse(null),
                Instant.ofEpochMilli(halt.required("crossed").asLong()),
                Reading.instant(halt, "last-fault"),
                halt.path("took-milliseconds").isNumber()
                        ? halt.path("took-milliseconds").asLong()
                        : null,
                halt.path("complete").asBoolean(),
                Reading.list(halt, "partitions", VerdictEvent::stopped));
    }

    private static Halt.Stopped stopped(JsonNode stopped) {
        return new Halt.Stopped(
                stopped.required("partition").asText(),
                Reading.instant(stopped, "stopped"),
                Reading.instant(stopped, "last-fault"),
                stopped.path("released").asLong());
    }

    private static Optional<Net> net(JsonNode net) {
        return Reading.measure(net)
                .map(measure -> new Net(
                        Reading.text(net, "output"),
                        measure,
                        net.required("against").asText(),
                        Reading.number(net, "value"),
                        Reading.number(net, "low"),
                        Reading.number(net, "high")));
    }

    private static Optional<Overall> overall(JsonNode overall) {
        return Reading.measure(overall)
                .map(measure -> new Overall(
                        Reading.text(overall, "output"),
                        measure,
                        overall.required("direct").asDouble(),
                        overall.required("spill-over").asDouble(),
                        overall.required("treated-share").asDouble(),
                        overall.required("value").asDouble()));
    }

    private static Optional<OutputDetail> detail(JsonNode output) {
        return Reading.arm(output)
                .map(arm -> new OutputDetail(
                        output.required("output").asText(),
                        arm,
                        output.path("histogram").isObject() ? histogram(output.path("histogram")) : null,
                        output.path("confusion").isObject() ? confusion(output.path("confusion")) : null,
                        Reading.list(output, "worst", VerdictEvent::worst)));
    }

    private static OutputDetail.Histogram histogram(JsonNode histogram) {
        return new OutputDetail.Histogram(
                Reading.list(histogram, "edges", JsonNode::asDouble),
                Reading.list(histogram, "control", JsonNode::asLong),
                Reading.list(histogram, "treatment", JsonNode::asLong));
    }

    private static OutputDetail.Confusion confusion(JsonNode confusion) {
        List<List<Long>> counts = Reading.list(confusion, "counts", row -> {
            List<Long> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asLong()));
            return cells;
        });
        return new OutputDetail.Confusion(Reading.list(confusion, "labels", JsonNode::asText), counts);
    }

    private static OutputDetail.WorstPair worst(JsonNode pair) {
        return new OutputDetail.WorstPair(
                pair.required("id").asText(),
                Reading.text(pair, "control"),
                Reading.text(pair, "treatment"),
                pair.path("distance").asDouble(),
                Instant.ofEpochMilli(pair.path("timestamp").asLong()),
                List.of());
    }
}
