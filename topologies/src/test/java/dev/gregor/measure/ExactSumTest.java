package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

    @Property
    void theSumHasEveryDigit(@ForAll @Size(max = 40) List<Long> bits) {
        List<Double> numbers = finite(bits);

        assertThat(sum(numbers).value())
                .isEqualByComparingTo(numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Property
    void theDoubleIsTheNearestOne(@ForAll @Size(max = 10) List<Long> bits) {
        ExactSum sum = sum(finite(bits));

        assertThat(sum.toDouble()).isEqualTo(sum.value().doubleValue());
    }

    @Property
    void noOrderAndNoGroupingChangesTheBytes(@ForAll @Size(max = 40) List<Long> bits, @ForAll long seed) {
        List<Double> numbers = finite(bits);
        byte[] whole = Bytes.of(sum(numbers)::write);
        Random random = new Random(seed);
        Collections.shuffle(numbers, random);
        ExactSum merged = new ExactSum();
        ExactSum part = new ExactSum();
        for (double number : numbers) {
            part.add(number);
            if (random.nextInt(4) == 0) {
                merged.merge(part);
                part = new ExactSum();
            }
        }
        part.merge(merged);

        assertThat(Bytes.of(part::write)).isEqualTo(whole);
    }

    @Property
    void bytesGoThereAndBack(@ForAll @Size(max = 10) List<Long> bits, @ForAll long more) {
        List<Double> numbers = finite(bits);
        ExactSum sum = sum(numbers);

        ExactSum read = Bytes.read(Bytes.of(sum::write), ExactSum::read);
        finite(List.of(more)).forEach(number -> {
            sum.add(number);
            read.add(number);
        });

        assertThat(read.value()).isEqualByComparingTo(sum.value());
        assertThat(Bytes.of(read::write)).isEqualTo(Bytes.of(sum::write));
    }

    @Property
    void productsAreExactWhereNothingUnderflows(@ForAll int a, @ForAll long b) {
        double x = a * 0x1p-20;
        double y = b * 0x1p40;
        ExactSum sum = new ExactSum();
        sum.addProduct(x, y);

        assertThat(sum.value()).isEqualByComparingTo(new BigDecimal(x).multiply(new BigDecimal(y)));
    }

    @Test
    void whatCancelsLeavesNothing() {
        ExactSum sum = new ExactSum();
        for (double number : new double[] {1e300, 1, -1e300, 1e-300, -1, -1e-300}) {
            sum.add(number);
        }

        assertThat(sum.toDouble()).isZero();
        assertThat(Bytes.of(sum::write)).isEqualTo(Bytes.of(new ExactSum()::write));
    }

    @Test
    void likeNumbersTakeFewBytesHoweverManyTheyAre() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 3_000_000; i++) {
            sum.add(1 + (i & 1023) * 0x1p-10);
        }

        assertThat(sum.value()).isEqualByComparingTo(countedSum());
        assertThat(Bytes.of(sum::write).length).isLessThan(16);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExactSum().add(number));
    }

    /** The sum from how often each of the 1,024 numbers came. */
    private static BigDecimal countedSum() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < 1024; i++) {
            long times = 3_000_000L / 1024 + (i < 3_000_000 % 1024 ? 1 : 0);
            sum = sum.add(new BigDecimal(1 + i * 0x1p-10).multiply(BigDecimal.valueOf(times)));
        }
        return sum;
    }

    private static List<Double> finite(List<Long> bits) {
        return new ArrayList<>(bits.stream()
                .map(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .toList());
    }

    private static ExactSum sum(List<Double> numbers) {
        ExactSum sum = new ExactSum();
        numbers.forEach(sum::add);
        return sum;
    }
}
