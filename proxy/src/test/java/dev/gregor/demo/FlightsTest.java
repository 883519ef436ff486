package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightsTest {

    @Test
    void thereAreTwentyThousandInTheOrderOfTheirDeparture() {
        List<Flight> flights = Flights.all();

        assertThat(flights).hasSize(20_000).isSortedAccordingTo(Comparator.comparing(Flight::date));
        assertThat(flights.get(0)).isEqualTo(new Flight(LocalDateTime.of(2001, 1, 1, 0, 47), 66, 1750, "DTW", "LAS"));
        assertThat(flights.get(19_999))
                .isEqualTo(new Flight(LocalDateTime.of(2001, 3, 31, 22, 27), -9, 83, "CLT", "GSO"));
    }

    @Test
    void theRawRecordIsKeyedByOriginAndStampedWithTheDate() {
        Flight flight = Flights.all().get(0);

        assertThat(flight.key()).asString().isEqualTo("DTW");
        assertThat(flight.timestamp()).hasToString("2001-01-01T00:47:00Z");
        assertThat(flight.value())
                .asString()
                .isEqualTo(
                        "{\"date\":\"2001/01/01 00:47\",\"distance\":1750,\"origin\":\"DTW\",\"destination\":\"LAS\","
                                + "\"delay\":66}");
    }

    @Test
    void aBrokenLineIsNamed() {
        BufferedReader lines = new BufferedReader(
                new StringReader(
                        "date,delay,distance,origin,destination\n2001/01/01 00:47,66,1750,DTW,LAS\n2001/01/01 00:47,66,far,DTW,LAS\n"));

        assertThatThrownBy(() -> Flights.parse(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("far");
    }
}
