package dev.gregor.throughput;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ratios that must not be fallen below. They lie under what is measured by as much as a busy machine disturbs a short run.
 *
 * @param floors in the order of the file
 */
record Floors(List<Floor> floors) {
    static final Floors NONE = new Floors(List.of());

    /** A least value of the ratio with the same case, peer and quantity. */
    record Floor(@JsonProperty("case") String name, String against, String what, double least) {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no JSON of this form
     */
    static Floors read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), Floors.class);
    }

    /** What lies below its floor, or was not measured at all, in one sentence each. */
    List<String> below(Report report) {
        List<String> below = new ArrayList<>();
        for (Floor floor : floors) {
            List<Report.Ratio> measured = report.ratios().stream()
                    .filter(ratio -> ratio.name().equals(floor.name())
                            && ratio.against().equals(floor.against())
                            && ratio.what().equals(floor.what()))
                    .toList();
            String what = floor.name() + " against " + floor.against() + ", " + floor.what();
            if (measured.isEmpty()) {
                below.add(what + ": not measured; expected at least " + floor.least());
            }
            for (Report.Ratio ratio : measured) {
                if (ratio.value() < floor.least()) {
                    below.add(what + ": " + ratio.value() + "; expected at least " + floor.least());
                }
            }
        }
        return below;
    }
}
