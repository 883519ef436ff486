package dev.gregor.fault;

import dev.gregor.config.Format;
import dev.gregor.config.Word;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the catalogue says of a fault. Its example is executed as a test. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface About {
    Family family();

    /** One line: what the fault does. */
    String does();

    /** The formats of values that the fault works on. */
    Format[] formats();

    Example example();

    /** The families of faults. */
    enum Family implements Word {
        FIELDS,
        RECORDS,
        TIME,
        LABELS
    }

    /** One record before and after. */
    @interface Example {
        /** The parameters, as in YAML. */
        String with();

        /** The value before, as JSON. */
        String before();

        /** The value after, as JSON. */
        String after();

        /** For a fault that looks back: the value that the partition held then. */
        String past() default "";

        /** For a fault of time: how long the record is held. */
        String held() default "";
    }
}
