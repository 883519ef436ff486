package dev.gregor.injection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that is held back, whole as it will go out, with the experiment that holds it.
 *
 * @param keepsOrder whether later held records of its key must wait for it
 * @param timestamp event time in epoch milliseconds
 */
record HeldRecord(
        String experiment,
        boolean keepsOrder,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        long timestamp) {

    byte[] toBytes() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(experiment);
            out.writeBoolean(keepsOrder);
            out.writeLong(timestamp);
            write(out, key);
            write(out, value);
            Header[] all = headers.toArray();
            out.writeInt(all.length);
            for (Header header : all) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A held record could not be written", e);
        }
    }

    static HeldRecord fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String experiment = in.readUTF();
            boolean keepsOrder = in.readBoolean();
            long timestamp = in.readLong();
            byte[] key = read(in);
            byte[] value = read(in);
            Headers headers = new RecordHeaders();
            for (int left = in.readInt(); left > 0; left--) {
                String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                headers.add(name, read(in));
            }
            return new HeldRecord(experiment, keepsOrder, key, value, headers, timestamp);
        } catch (IOException e) {
            throw new UncheckedIOException("The hold store has an entry that no Gregor wrote", e);
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
