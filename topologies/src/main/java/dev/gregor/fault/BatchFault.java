package dev.gregor.fault;

import dev.gregor.record.Skipped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault on several records at once. What is selected of a block of offsets is held until the block has passed, and then treated together. */
public interface BatchFault extends Fault {

    /** How many offsets of a partition a block has. */
    int within();

    /**
     * Damages the records of one block, or a few of them.
     *
     * @param batch the records in the order of their offsets
     * @param draw the random stream of this fault on this block
     * @return for each record null if it was damaged, or why it was not
     */
    List<@Nullable Skipped> injectTogether(List<Treatment> batch, Draw draw);

    /** Damages a record that is alone in its block. */
    @Override
    default void inject(Treatment treatment) throws Skipped {
        Skipped refusal = injectTogether(List.of(treatment), treatment.draw()).get(0);
        if (refusal != null) {
            throw refusal;
        }
    }
}
