package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.decision.Decision;
import dev.gregor.decision.LedgerEvent;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.Hold;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.header.Headers;

/**
 * Carries out what was decided about the records of one partition: tells the ledger, sends what may go, holds what must wait, and
 * lets it go when it is due.
 *
 * <p>What is due by event time goes out before the record that made it due. If that is more than one record may wait for, the
 * record is queued behind it in the hold store: the order is the same, and the stream goes on.
 */
final class Dispatch {
    private static final int MOST_BEFORE_A_RECORD = 1_000;

    /** Keeps what is gathered, and what is queued, of a record apart from what is held of it. */
    private static final int FIRST_GATHERED = 1_000_000;

    private static final int FIRST_QUEUED = 2_000_000;

    private final HoldStore holds;
    private final Outputs outputs;
    private final CountKeeper counts;
    private final String topic;
    private final int partition;
    private final Map<Block, List<HeldRecord>> gathered = new LinkedHashMap<>();
    private InForce force;
    private Moment at = new Moment(0, 0, 0);
    private boolean isBehind;
    private int queued;

    Dispatch(HoldStore holds, Outputs outputs, CountKeeper counts, String topic, int partition, InForce force) {
        this.holds = holds;
        this.outputs = outputs;
        this.counts = counts;
        this.topic = topic;
        this.partition = partition;
        this.force = force;
    }

    /**
     * Where the partition stands.
     *
     * @param offset of its last record
     * @param eventTime the latest event time so far in epoch milliseconds
     * @param now the wall clock in epoch milliseconds
     */
    record Moment(long offset, long eventTime, long now) {}

    /** What is treated together: the records of one experiment, gathered in one of its modes. */
    private record Block(String experiment, HeldRecord.State state) {}

    private static boolean all() {
        return true;
    }

    void adopt(InForce other) {
        force = other;
    }

    /** Lets go of what the next record makes due. */
    void before(Moment moment) {
        at = moment;
        queued = FIRST_QUEUED;
        releaseByEvent(moment.eventTime(), new Quota(MOST_BEFORE_A_RECORD, () -> 0, 1));
        holds.release(Hold.Clock.RECORDS, moment.offset() - 1, Dispatch::all, this::letGo);
        treatGathered(false);
    }

    /** Carries out what was decided about the record that came. */
    void now(Decision decision, RawRecord raw) {
        carryOut(decision, raw);
        gather(decision, raw);
        holds.release(Hold.Clock.RECORDS, raw.id().offset(), Dispatch::all, this::letGo);
        treatGathered(false);
    }

    /** Lets go of what became due by the wall clock, and of what is left of what became due by event time. */
    void between(Moment moment, BooleanSupplier more) {
        at = moment;
        isBehind = false;
        holds.release(Hold.Clock.WALL, moment.now(), more, this::letGoByTheWallClock);
        releaseByEvent(moment.eventTime(), more);
        treatGathered(false);
    }

    /**
     * Lets go of what waits for more records while the partition is silent. The order does not depend on when it is called: what
     * waits for offsets comes where it is given up, between what is due before that and what is due after.
     *
     * @param eventTime where the event clock stands, in epoch milliseconds
     * @param givenUpAt the event time from which on no more records are expected
     */
    void inSilence(Moment moment, long eventTime, long givenUpAt, BooleanSupplier more) {
        at = moment;
        boolean isLevel = releaseByEvent(Math.min(eventTime, givenUpAt), more);
        if (eventTime <= givenUpAt || !isLevel) {
            return;
        }
        // A block is let go as a whole: it is bounded by its own setting.
        holds.release(Hold.Clock.RECORDS, Long.MAX_VALUE - 1, Dispatch::all, this::letGo);
        treatGathered(true);
        releaseByEvent(eventTime, more);
    }

    /** Goes on with a round over what is held by experiments that were stopped; whether it is over. */
    boolean sweep(HoldStore.Sweep sweep, Moment moment, BooleanSupplier more) {
        at = moment;
        isBehind = false;
        boolean isOver = sweep.goOn(more, (held, due) -> {
            counts.letGo(held.experiment());
            letGo(held, due);
        });
        treatGathered(false);
        return isOver;
    }

    private boolean releaseByEvent(long eventTime, BooleanSupplier more) {
        isBehind = false;
        isBehind = !holds.release(Hold.Clock.EVENT, eventTime, more, this::letGo);
        return !isBehind;
    }

    private void letGoByTheWallClock(HeldRecord held, long due) {
        counts.released(held.experiment(), at.now() - due);
        letGo(held, due);
    }

    private void letGo(HeldRecord held, long due) {
        if (!held.isNobodys()) {
            counts.held(held.experiment(), -1);
        }
        if (held.state() != HeldRecord.State.TREATED) {
            gathered.computeIfAbsent(new Block(held.experiment(), held.state()), block -> new ArrayList<>())
                    .add(held);
            return;
        }
        send(held);
    }

    /** Sends a record, or queues it behind what is due before it. */
    private void send(HeldRecord record) {
        if (isBehind) {
            holds.queue(
                    at.eventTime(),
                    at.offset(),
                    queued++,
                    HeldRecord.ofNobody(
                            record.isByKey(),
                            record.offset(),
                            record.key(),
                            record.value(),
                            record.headers(),
                            record.timestamp()));
        } else {
            outputs.treatment(record);
        }
    }

    private void carryOut(Decision decision, RawRecord raw) {
        for (Decision.Injected injected : decision.injected()) {
            tell(raw, LedgerEvent.fault(injected, force.id(), raw.id(), raw.timestamp()));
        }
        for (Decision.Skip skip : decision.skips()) {
            tell(raw, LedgerEvent.skipped(skip, force.id(), raw.id(), raw.timestamp()));
        }
        Experiment experiment = decision.treatedBy();
        int ordinal = 0;
        for (Delivery delivery : decision.deliveries()) {
            RawRecord output = delivery.record();
            Headers headers = Outputs.headers(output, experiment, force.pairsByHeader());
            Hold hold = delivery.hold();
            if (hold == null && !isBehind) {
                outputs.treatment(delivery.isByKey(), output.key(), output.value(), headers, output.timestamp());
                continue;
            }
            HeldRecord record = new HeldRecord(
                    experiment == null ? "" : experiment.name(),
                    HeldRecord.State.TREATED,
                    hold == null ? Hold.Lane.NONE : hold.lane(),
                    delivery.isByKey(),
                    raw.id().offset(),
                    output.key(),
                    output.value(),
                    headers,
                    output.timestamp());
            if (hold == null || experiment == null) {
                send(record);
            } else {
                holds.hold(hold, beginning(hold.clock(), raw), ordinal++, record);
                counts.held(experiment.name(), 1);
            }
        }
    }

    private long beginning(Hold.Clock clock, RawRecord raw) {
        return switch (clock) {
            case WALL -> at.now();
            case EVENT -> raw.timestamp();
            case RECORDS -> raw.id().offset();
        };
    }

    private void tell(RawRecord raw, byte[] event) {
        outputs.ledger(raw.id(), event, raw.timestamp());
    }

    private void gather(Decision decision, RawRecord raw) {
        int ordinal = FIRST_GATHERED;
        for (Decision.Gathering gathering : decision.gatherings()) {
            Experiment experiment = gathering.experiment();
            holds.gather(
                    gathering.until(),
                    ordinal++,
                    new HeldRecord(
                            experiment.name(),
                            experiment.mode() == Experiment.Mode.SHADOW
                                    ? HeldRecord.State.SHADOWED
                                    : HeldRecord.State.GATHERED,
                            Hold.Lane.NONE,
                            false,
                            raw.id().offset(),
                            raw.key(),
                            raw.value(),
                            raw.headers(),
                            raw.timestamp()));
            counts.held(experiment.name(), 1);
        }
    }

    /**
     * Treats what was let go of a block, now that all of it is there.
     *
     * @param isOver whether all of it is there only because no more is expected
     */
    private void treatGathered(boolean isOver) {
        if (gathered.isEmpty()) {
            return;
        }
        Map<Block, List<HeldRecord>> blocks = new LinkedHashMap<>(gathered);
        gathered.clear();
        blocks.forEach((block, members) -> {
            List<RawRecord> records = members.stream().map(this::raw).toList();
            boolean isStopped = force.isStopped(members.get(0));
            if (isStopped || isOver) {
                RecordId last = new RecordId(topic, partition, at.offset());
                byte[] event = LedgerEvent.released(block.experiment(), isStopped, force.id(), last, at.eventTime());
                outputs.ledger(last, event, at.eventTime());
            }
            List<Decision> decisions = isStopped
                    ? records.stream().map(Decision::untouched).toList()
                    : force.injector().decideTogether(block.experiment(), records, at.now(), counts);
            for (int i = 0; i < records.size(); i++) {
                // Records in shadow mode have gone out already: only the ledger is told of them.
                boolean isShadow = block.state() == HeldRecord.State.SHADOWED;
                Decision decision = decisions.get(i);
                carryOut(isShadow ? decision.withoutDeliveries() : decision, records.get(i));
            }
        });
    }

    private RawRecord raw(HeldRecord held) {
        RecordId id = new RecordId(topic, partition, held.offset());
        return new RawRecord(id, held.key(), held.value(), held.headers(), held.timestamp());
    }
}
