package dev.gregor.divergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gregor.judge.NetEffect;
import dev.gregor.measure.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a verdict event that explain it, as JSON. */
final class VerdictDetails {
    private VerdictDetails() {}

    static void putNet(ObjectNode event, List<NetEffect> effects) {
        ArrayNode net = event.putArray("net");
        ArrayNode overall = event.putArray("overall");
        for (NetEffect effect : effects) {
            ObjectNode one = net.addObject()
                    .put("output", effect.output())
                    .put("measure", effect.measure().word())
                    .put("against", effect.against().word());
            EventJson.putFinite(one, "value", effect.value());
            EventJson.putFinite(one, "low", effect.low());
            EventJson.putFinite(one, "high", effect.high());
            ObjectNode all = overall.addObject()
                    .put("output", effect.output())
                    .put("measure", effect.measure().word());
            EventJson.putFinite(all, "direct", effect.direct());
            EventJson.putFinite(all, "spill-over", effect.spillOver());
            EventJson.putFinite(all, "treated-share", effect.treatedShare());
            EventJson.putFinite(all, "value", effect.overall());
        }
    }

    static void putReceipt(ObjectNode event, @Nullable Receipt receipt) {
        if (receipt == null) {
            event.putNull("halt");
            return;
        }
        ObjectNode halt = event.putObject("halt")
                .put("reason", receipt.reason())
                .put("output", receipt.output())
                .put("measure", receipt.measure())
                .put("crossed", receipt.crossed())
                .put("last-fault", receipt.lastFault())
                .put("took-milliseconds", receipt.tookMillis())
                .put("complete", receipt.isComplete());
        ArrayNode partitions = halt.putArray("partitions");
        for (Receipt.Stop stop : receipt.partitions()) {
            partitions
                    .addObject()
                    .put("partition", stop.partition())
                    .put("stopped", stop.stopped())
                    .put("last-fault", stop.lastFault())
                    .put("released", stop.released());
        }
    }

    static @Nullable Receipt receipt(JsonNode halt) {
        if (!halt.isObject()) {
            return null;
        }
        List<Receipt.Stop> stops = new ArrayList<>();
        halt.path("partitions")
                .forEach(stop -> stops.add(new Receipt.Stop(
                        stop.path("partition").asText(),
                        time(stop.path("stopped")),
                        time(stop.path("last-fault")),
                        stop.path("released").longValue())));
        return new Receipt(
                halt.path("output").textValue(),
                halt.path("measure").asText(),
                halt.path("reason").asText(),
                halt.path("crossed").longValue(),
                time(halt.path("last-fault")),
                halt.path("complete").booleanValue(),
                stops);
    }

    private static @Nullable Long time(JsonNode millis) {
        return millis.isNumber() ? millis.longValue() : null;
    }

    static void putPictures(ObjectNode event, List<OutputPicture> pictures) {
        ArrayNode outputs = event.putArray("outputs");
        for (OutputPicture picture : pictures) {
            ObjectNode output = outputs.addObject()
                    .put("output", picture.output())
                    .put("arm", picture.arm().word());
            putShape(output, picture.shape());
            ArrayNode worst = output.putArray("worst");
            for (WorstPair pair : picture.worst()) {
                worst.addObject()
                        .put("id", pair.id())
                        .put("control", pair.control())
                        .put("treatment", pair.treatment())
                        .put("distance", pair.distance())
                        .put("timestamp", pair.timestamp());
            }
        }
    }

    /** A shape that an output does not have is null. */
    private static void putShape(ObjectNode output, @Nullable Shape shape) {
        output.putNull("histogram").putNull("confusion").putNull("counts");
        if (shape instanceof Shape.Histogram histogram) {
            ObjectNode node = output.putObject("histogram");
            histogram.edges().forEach(node.putArray("edges")::add);
            histogram.control().forEach(node.putArray("control")::add);
            histogram.treatment().forEach(node.putArray("treatment")::add);
        } else if (shape instanceof Shape.Matrix matrix) {
            ObjectNode node = output.putObject("confusion");
            matrix.labels().forEach(node.putArray("labels")::add);
            ArrayNode rows = node.putArray("counts");
            for (List<Long> row : matrix.counts()) {
                row.forEach(rows.addArray()::add);
            }
        } else if (shape instanceof Shape.Counts counts) {
            ObjectNode node = output.putObject("counts");
            counts.labels().forEach(node.putArray("labels")::add);
            counts.control().forEach(node.putArray("control")::add);
            counts.treatment().forEach(node.putArray("treatment")::add);
        }
    }
}
