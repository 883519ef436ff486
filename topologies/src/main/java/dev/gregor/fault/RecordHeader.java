package dev.gregor.fault;

import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The last header of a name, which is the one that counts. */
final class RecordHeader {
    private RecordHeader() {}

    static Header of(Treatment treatment, String name) throws Skipped {
        Header header = treatment.record().headers().lastHeader(name);
        if (header == null) {
            throw new Skipped(SkipReason.NO_SUCH_FIELD, "the record has no header " + name);
        }
        return header;
    }

    /** Gives the header another value; all others stay as they are, where they are. */
    static void set(Treatment treatment, String name, byte[] value) throws Skipped {
        RawRecord record = treatment.record();
        Header changed = of(treatment, name);
        if (Arrays.equals(changed.value(), value)) {
            throw new Skipped(SkipReason.NO_EFFECT, "the header has this value already");
        }
        Header[] all = record.headers().toArray();
        int last = all.length - 1;
        while (!all[last].key().equals(name)) {
            last--;
        }
        Headers headers = new RecordHeaders();
        for (int i = 0; i < all.length; i++) {
            headers.add(all[i].key(), i == last ? value : all[i].value());
        }
        treatment.replaceHeaders(headers, name, Wholes.of(changed.value()), Wholes.of(value));
    }
}
