package dev.gregor.report;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The effect of the fault without what there is without it.
 *
 * @param sentences what the untreated pairs, the overall effect and the amplification say
 * @param table the net effects; null where none is known
 */
record NetEffect(List<String> sentences, Section.@Nullable Table table) {
    private static final String NOISE = "noise";

    static NetEffect of(ExperimentReport report) {
        List<String> sentences = new ArrayList<>();
        report.seen().measures().stream()
                .filter(each -> each.arm() == Arm.UNTREATED && Leading.leads(each, report) && each.n() > 0)
                .forEach(each -> untreated(each, report, sentences));
        report.seen().overall().stream()
                .filter(each -> leads(each.output(), each.measure(), report))
                .forEach(each -> sentences.add(overall(each, report)));
        report.shown().amplifications().forEach(each -> sentences.add(amplification(each, report)));
        return new NetEffect(sentences, table(report));
    }

    boolean isKnown() {
        return table != null || !sentences.isEmpty();
    }

    private static boolean leads(@Nullable String output, MeasureName measure, ExperimentReport report) {
        return report.seen().measures().stream()
                .anyMatch(each -> Objects.equals(each.output(), output)
                        && each.measure() == measure
                        && Leading.leads(each, report));
    }

    /** Says whether the pairs of records that were not hit differ, and why that may be. */
    private static void untreated(
            ExperimentReport.Measured untreated, ExperimentReport report, List<String> sentences) {
        if (untreated.output() == null
                || untreated.value() == null
                || untreated.value() == Leading.ofEqualOutputs(untreated.measure())
                || report.asked().isOfPopulations()) {
            return;
        }
        Unit unit =
                Unit.of(untreated.output(), untreated.measure(), report.asked().units());
        ExperimentReport.Measured noise = report.seen().measures().stream()
                .filter(each -> each.arm().word().equals(NOISE)
                        && each.measure() == untreated.measure()
                        && untreated.output().equals(each.output()))
                .findFirst()
                .orElse(null);
        sentences.add("Pairs whose record was not hit differ too: "
                + Sentences.measure(untreated.output(), untreated.measure())
                + " " + unit.with(untreated.value()) + ", " + Sentences.bounds(untreated, unit) + ". "
                + cause(untreated, noise, unit));
    }

    private static String cause(
            ExperimentReport.Measured untreated, ExperimentReport.@Nullable Measured noise, Unit unit) {
        if (noise == null || noise.value() == null) {
            return "Either the fault spills over to records that it did not hit, or the model is not deterministic; a second"
                    + " control arm (control-2) would tell which.";
        }
        String apart = "Two control arms lie " + unit.with(noise.value()) + " apart";
        return isBeyond(untreated, noise)
                ? apart + ", which is less: the fault spills over to records that it did not hit."
                : apart + ", so noise of the model may be all that it is.";
    }

    /** Whether the bounds of the untreated pairs lie surely farther from equality than those of the noise. */
    private static boolean isBeyond(ExperimentReport.Measured untreated, ExperimentReport.Measured noise) {
        if (Leading.ofEqualOutputs(untreated.measure()) == 0) {
            return untreated.low() != null && noise.high() != null && untreated.low() > noise.high();
        }
        return untreated.high() != null && noise.low() != null && untreated.high() < noise.low();
    }

    private static String overall(Overall overall, ExperimentReport report) {
        Unit unit = Unit.of(overall.output(), overall.measure(), report.asked().units());
        String identity = Figures.number(overall.treatedShare()) + " \u00d7 " + unit.bare(overall.direct()) + " + "
                + Figures.number(1 - overall.treatedShare()) + " \u00d7 " + unit.bare(overall.spillOver()) + " = "
                + unit.with(overall.byTheIdentity());
        return "Over all traffic, " + Sentences.measure(overall.output(), overall.measure()) + " is "
                + unit.with(overall.value()) + ": share treated \u00d7 direct + share untreated \u00d7 spill-over, "
                + identity
                + (overall.holds() ? "." : ", which it should be equal to: something was miscounted.");
    }

    private static String amplification(Amplification each, ExperimentReport report) {
        Unit unit = Unit.of(
                each.output(),
                MeasureName.MEAN_ABSOLUTE_DIFFERENCE,
                report.asked().units());
        return "Amplification: " + unit.with(each.value()) + " of " + each.output() + " for each unit of "
                + each.field()
                + ", the mean absolute difference of the output (" + unit.with(each.outputDifference())
                + ") over the mean absolute change of the field (" + Figures.number(each.fieldChange()) + " in "
                + Figures.count(each.n()) + (each.n() == 1 ? " change)." : " changes).");
    }

    private static Section.@Nullable Table table(ExperimentReport report) {
        if (report.seen().net().isEmpty()) {
            return null;
        }
        return new Section.Table(
                "Treated pairs less what there is without the fault",
                List.of("Net of", "Net effect", "Bounds"),
                report.seen().net().stream()
                        .map(each -> row(
                                each,
                                Unit.of(
                                        each.output(),
                                        each.measure(),
                                        report.asked().units())))
                        .toList());
    }

    private static Section.Table.Cells row(Net net, Unit unit) {
        boolean isBounded = net.low() != null && net.high() != null;
        return new Section.Table.Cells(
                Sentences.subject(net.output()),
                Sentences.measure(net.measure()),
                List.of(
                        net.against(),
                        unit.with(net.value()),
                        isBounded ? unit.bare(net.low()) + " to " + unit.with(net.high()) : "\u2013"));
    }
}
