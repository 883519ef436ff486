package dev.gregor.divergence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Compact bytes for what stays inside the divergence topology: its repartition topics and its stores. They begin with a version,
 * so that a new Gregor refuses the bytes of an old one instead of misreading them.
 */
final class BinarySerde {
    private static final byte VERSION = 4;

    /** Writes a value as bytes. */
    interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    /** Reads a value from bytes. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private BinarySerde() {}

    static <T> Serde<T> of(Writer<T> writer, Reader<T> reader) {
        Serializer<T> serializer = (topic, value) -> toBytes(value, writer);
        Deserializer<T> deserializer = (topic, bytes) -> fromBytes(bytes, reader);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    static <T> byte[] toBytes(T value, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            begin(out);
            writer.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    /** Writes what leads in all bytes that {@link #fromBytes} reads. */
    static void begin(DataOutputStream out) throws IOException {
        out.writeByte(VERSION);
    }

    static <T> T fromBytes(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("The divergence topology holds state of version " + version
                        + ", and this Gregor reads version " + VERSION + "; reset the application to go on");
            }
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("State of the divergence topology is cut short; reset the application", e);
        }
    }

    /** Writes a text of any length, which {@link DataOutputStream#writeUTF} cannot. */
    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** Writes a short text that may not be there. */
    static void writeName(DataOutputStream out, @Nullable String name) throws IOException {
        out.writeBoolean(name != null);
        if (name != null) {
            out.writeUTF(name);
        }
    }

    static @Nullable String readName(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
