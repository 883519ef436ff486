package dev.gregor.throughput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All cases, in the order in which a round takes them. */
final class Cases {
    private static final String DROP_FIELD = "drop-field: { field: distance }";
    private static final Map<String, String> FAULTS = faults();
    private static final List<Integer> PERCENTS = List.of(1, 10, 100);

    private Cases() {}

    private static Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("drop-field", DROP_FIELD);
        faults.put("change-type", "change-type: { field: distance, to: string }");
        faults.put("delay", "delay: { by: 1s }");
        return faults;
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        Case copy = Case.peer("copy", CopyLoop.class);
        Case streams = Case.peer("streams", Passthrough.class);
        Case off = Case.gregor("off", "");
        Case handWritten = Case.peer("hand-written", HandWritten.class);
        all.addAll(List.of(copy, streams, off));
        FAULTS.forEach((name, fault) -> PERCENTS.forEach(percent -> all.add(gregor(name, percent, fault))));
        all.add(handWritten.hitting(0.01).named("hand-written-1"));
        all.add(handWritten.hitting(1).withLedger().named("hand-written-ledger-100"));
        all.add(handWritten.withCondition().named("hand-written-where-1"));
        all.add(Case.gregor(
                "where-1",
                experiment("{ fraction: 1, where: value.distance >= " + Flights.LONG_DISTANCE + " }", DROP_FIELD)));
        all.add(Case.connect());
        all.add(streams.twofold());
        all.add(off.twofold());
        FAULTS.forEach((name, fault) ->
                PERCENTS.forEach(percent -> all.add(gregor(name, percent, fault).twofold())));
        all.add(streams.avro());
        all.add(off.avro());
        PERCENTS.forEach(
                percent -> all.add(gregor("drop-field", percent, DROP_FIELD).avro()));
        all.add(handWritten.hitting(0.01).named("hand-written-1").avro());
        all.add(handWritten
                .hitting(1)
                .withLedger()
                .named("hand-written-ledger-100")
                .avro());
        all.add(copy.atLeastOnce());
        all.add(streams.atLeastOnce());
        all.add(off.atLeastOnce());
        PERCENTS.forEach(
                percent -> all.add(gregor("drop-field", percent, DROP_FIELD).atLeastOnce()));
        return List.copyOf(all);
    }

    private static Case gregor(String name, int percent, String fault) {
        return Case.gregor(name + "-" + percent, experiment("{ fraction: " + percent / 100.0 + " }", fault));
    }

    private static String experiment(String select, String fault) {
        return "select: " + select + "\n    faults: [ { " + fault + " } ]";
    }
}
