package dev.gregor.decision;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.gregor.config.Bursts;
import dev.gregor.config.Experiment;
import dev.gregor.config.Selection;
import dev.gregor.fault.Draw;
import dev.gregor.record.Arrival;
import dev.gregor.record.RecordId;

/**
 * The draws of one experiment. Each is a function of seed, experiment and unit alone, through komihash: no draw depends on
 * another, so that no change of one rule moves another's.
 */
final class Dice {
    private static final Hasher64 HASH = Hashing.komihash5_0();
    private static final long NO_KEY = 0x6e6f2d6b6579L;
    private static final long BLOCKS = 0x626c6f636b73L;
    private static final long BURSTS = 0x627572737473L;

    private final long experiment;
    private final Selection selection;
    private String topic = "";
    private int partition = -1;
    private long partitionHash;

    Dice(Experiment experiment) {
        this.experiment = HASH.hashStream()
                .putLong(experiment.seed())
                .putString(experiment.name())
                .getAsLong();
        this.selection = experiment.select();
    }

    /** The draw of the record's unit: equal for all records of one unit, uniform over all longs between units. */
    long unit(Arrival record) {
        return switch (selection.by()) {
            case RECORD ->
                HASH.hashLongLongLongToLong(
                        experiment, partitionHash(record.topic(), record.partition()), record.offset());
            case KEY -> {
                byte[] key = record.key();
                yield HASH.hashLongLongToLong(experiment, key == null ? NO_KEY : HASH.hashBytesToLong(key));
            }
            case WINDOW -> {
                // Selection has made sure that a window is there.
                long size = selection.window() == null ? 1 : selection.window().toMillis();
                yield HASH.hashLongLongLongToLong(
                        experiment,
                        partitionHash(record.topic(), record.partition()),
                        Math.floorDiv(record.timestamp(), size));
            }
        };
    }

    /** The draw of a block of offsets of the record's partition. */
    long block(RecordId id, int size) {
        return HASH.hashLongLongLongToLong(
                experiment ^ BLOCKS, partitionHash(id.topic(), id.partition()), Math.floorDiv(id.offset(), (long)
                        size));
    }

    /** What has a chain of bursts of its own: the record's partition, or its key. */
    long chain(Arrival record, Bursts.Per per) {
        byte[] key = record.key();
        return switch (per) {
            case PARTITION -> HASH.hashLongLongToLong(experiment, partitionHash(record.topic(), record.partition()));
            case KEY -> HASH.hashLongLongToLong(experiment, key == null ? NO_KEY : HASH.hashBytesToLong(key));
        };
    }

    /** The draw of one window of a chain of bursts, in [0, 1). */
    static double window(long chain, long window) {
        return Draw.unit(HASH.hashLongLongLongToLong(chain, BURSTS, window));
    }

    /**
     * Whether the unit is among the given fraction. A unit that is hit at one fraction is hit at every larger one.
     *
     * @param fraction from 0 to 1
     */
    static boolean hits(long unit, double fraction) {
        return Draw.unit(unit) < fraction;
    }

    /** The random stream of one fault on one unit, apart from the draw that selected the unit. */
    static Draw draw(long unit, long faultSalt) {
        return new Draw(HASH.hashLongLongToLong(unit, faultSalt));
    }

    /**
     * What makes the stream of a fault its own.
     *
     * @param name the fault's name
     * @param ordinal how many faults of the same name stand before it in the experiment
     */
    static long salt(String name, int ordinal) {
        return HASH.hashStream().putString(name).putInt(ordinal).getAsLong();
    }

    private long partitionHash(String ofTopic, int ofPartition) {
        if (ofPartition != partition || !ofTopic.equals(topic)) {
            topic = ofTopic;
            partition = ofPartition;
            partitionHash = HASH.hashStream().putString(topic).putInt(partition).getAsLong();
        }
        return partitionHash;
    }
}
