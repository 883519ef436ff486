package dev.gregor.divergence;

import dev.gregor.measure.Arm;
import dev.gregor.measure.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to see of one output beside the numbers.
 *
 * @param shape how the values of both arms are distributed; null where there is nothing to draw
 * @param worst the pairs that lie farthest apart, the worst first
 */
public record OutputPicture(
        String output, Arm arm, @Nullable Shape shape, List<WorstPair> worst) {
    public OutputPicture {
        worst = List.copyOf(worst);
    }
}
