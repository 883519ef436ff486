package dev.gregor.record;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a changed datum in the shape of its derived schema. Records are written field by field as that schema names them,
 * whatever schema they were read with: they lose the fields that the schema lost.
 */
final class AvroWriter extends GenericDatumWriter<Object> {
    private AvroWriter(Schema schema) {
        super(schema, GenericData.get());
    }

    /** The datum in Avro's encoding, behind a header that is left for the caller to fill. */
    static byte[] write(int header, @Nullable Object datum, Schema schema) throws IOException {
        AvroSink out = new AvroSink(header);
        new AvroWriter(schema).write(datum, out);
        return out.toArray();
    }

    @Override
    protected void writeField(Object record, Schema.Field field, Encoder out, @Nullable Object state)
            throws IOException {
        write(field.schema(), datum((IndexedRecord) record, field), out);
    }

    private static @Nullable Object datum(IndexedRecord record, Schema.Field field) {
        Schema.Field old = record.getSchema().getField(field.name());
        if (old != null) {
            Object datum = record.get(old.pos());
            if (datum != AvroField.REMOVED) {
                return datum;
            }
        }
        OpenRecord.Added added =
                record instanceof OpenRecord open ? open.added().get(field.name()) : null;
        // Of the items of an array one may have got a field; the others have it by its default.
        return added != null ? added.datum() : GenericData.get().getDefaultValue(field);
    }
}
