package dev.gregor.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The 20,000 flights that come with Gregor, in the order of their departure. */
public final class Flights {
    /** The first 30 % are for training, the rest for measuring the model's skill. */
    public static final int TRAINING = 6_000;

    private static final String RESOURCE = "flights-2001.csv";
    private static final String HEADER = "date,delay,distance,origin,destination";

    private Flights() {}

    public static List<Flight> all() {
        try (InputStream data = Objects.requireNonNull(Flights.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8))) {
            return parse(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " could not be read", e);
        }
    }

    /**
     * Reads flights from CSV without quotes.
     *
     * @throws IllegalArgumentException that names the first line that is not a flight
     */
    static List<Flight> parse(BufferedReader lines) throws IOException {
        String header = lines.readLine();
        if (!HEADER.equals(header)) {
            throw new IllegalArgumentException("line 1: '" + header + "' is not the header; expected " + HEADER);
        }
        List<Flight> flights = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                flights.add(flight(line));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "line " + (flights.size() + 2) + ": '" + line + "' is no flight: " + e.getMessage(), e);
            }
        }
        return List.copyOf(flights);
    }

    private static Flight flight(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != 5) {
            throw new IllegalArgumentException(cells.length + " cells; expected 5");
        }
        return new Flight(
                LocalDateTime.parse(cells[0], Flight.DATE),
                Integer.parseInt(cells[1]),
                Integer.parseInt(cells[2]),
                cells[3],
                cells[4]);
    }
}
