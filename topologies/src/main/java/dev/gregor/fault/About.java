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

        /**
         * The value before, as JSON, or in bytes as {@code bytes 00 ff}; one line for each record. In front of it, where it matters,
         * stand {@code key K: }, {@code header NAME=VALUE: } or {@code at TIME: }.
         */
        String before();

        /** What comes out, likewise; {@code (nothing)} for nothing, and behind a record when it comes: {@code 5s later}. */
        String after();

        /** For a fault that looks back: the value that the partition, or the key, held then. */
        String past() default "";

        /** For a fault that has to see all records: those before, one line for each. */
        String seen() default "";

        /** For a fault of time: how long the record is held, as {@code 30s} or {@code 3 records}. */
        String held() default "";
    }
}
