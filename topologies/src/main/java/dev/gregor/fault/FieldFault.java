package dev.gregor.fault;

import dev.gregor.record.Field;
import dev.gregor.record.Skipped;
import java.util.List;

/** A fault in fields of the value. It names the fields and damages them one by one. */
public interface FieldFault extends Fault {

    /** The fields that are damaged. */
    FieldChoice field();

    /**
     * Damages one field.
     *
     * @throws Skipped if this field cannot be damaged so
     */
    void damage(Field field, Treatment treatment) throws Skipped;

    @Override
    default void inject(Treatment treatment) throws Skipped {
        List<Field> fields = field().of(treatment);
        Skipped refusal = null;
        boolean damaged = false;
        for (Field field : fields) {
            try {
                damage(field, treatment);
                damaged = true;
            } catch (Skipped e) {
                refusal = e;
            }
        }
        if (!damaged && refusal != null) {
            throw refusal;
        }
    }
}
