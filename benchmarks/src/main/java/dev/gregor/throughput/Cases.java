package dev.gregor.throughput;

import dev.gregor.pairing.Lane;
import dev.gregor.throughput.Work.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All cases, in the order in which a round takes them. */
final class Cases {
    private static final String DROP_FIELD = "drop-field: { field: distance }";

    private Cases() {}

    static List<Case> all() {
        FlightsCase copy = FlightsCase.peer("copy", Peer.of(CopyLoop.class));
        FlightsCase streams = FlightsCase.peer("streams", Peer.of(Passthrough.class));
        FlightsCase off = FlightsCase.gregor("off", "");
        List<FlightsCase> dropField = gregor("drop-field", DROP_FIELD);
        List<FlightsCase> faults = joined(List.of(
                dropField,
                gregor("change-type", "change-type: { field: distance, to: string }"),
                gregor("delay", "delay: { by: 1s }")));
        Peer handWritten = Peer.of(HandWritten.class);
        List<FlightsCase> byHand = List.of(
                FlightsCase.peer("hand-written-1", handWritten.hitting(0.01)),
                FlightsCase.peer(
                        "hand-written-ledger-100", handWritten.hitting(1).withLedger()));
        List<Case> all = new ArrayList<>();
        all.addAll(joined(List.of(List.of(copy, streams, off), faults, byHand)));
        all.add(FlightsCase.peer("hand-written-where-1", handWritten.withCondition()));
        all.add(FlightsCase.gregor(
                "where-1",
                experiment("{ fraction: 1, where: value.distance >= " + Flights.LONG_DISTANCE + " }", DROP_FIELD)));
        all.add(FlightsCase.peer("connect", Peer.connect()));
        all.add(FlightsCase.peer(
                "streams-large-batches", Peer.of(Passthrough.class).withLargeBatches()));
        all.add(FlightsCase.peer(
                "hand-written-ledger-100-large-batches",
                handWritten.hitting(1).withLedger().withLargeBatches()));
        all.addAll(as(Variant.CANARY, joined(List.of(List.of(streams, off), faults))));
        all.addAll(as(Variant.AVRO, joined(List.of(List.of(streams, off), dropField, byHand))));
        all.addAll(as(Variant.AT_LEAST_ONCE, joined(List.of(List.of(copy, streams, off), dropField))));
        for (String pairBy : List.of(Lane.BY_HEADER, Lane.BY_KEY)) {
            all.add(new PairingCase("pairing-by-" + pairBy, Lane.named("gregor-by-" + pairBy)));
            all.add(new PairingCase("outer-join-by-" + pairBy, Lane.named("outer-join-by-" + pairBy)));
        }
        return List.copyOf(all);
    }

    /** A fault at 1, 10 and 100 %. */
    private static List<FlightsCase> gregor(String name, String fault) {
        return Stream.of(1, 10, 100)
                .map(percent -> FlightsCase.gregor(
                        name + "-" + percent, experiment("{ fraction: " + percent / 100.0 + " }", fault)))
                .toList();
    }

    private static String experiment(String select, String fault) {
        return "select: " + select + "\n    faults: [ { " + fault + " } ]";
    }

    private static List<FlightsCase> joined(List<List<FlightsCase>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    private static List<FlightsCase> as(Variant variant, List<FlightsCase> cases) {
        return cases.stream().map(each -> each.as(variant)).toList();
    }
}
