package dev.gregor.config;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CEL expression over one record. Its variables are {@code key}, {@code value}, {@code headers}, {@code topic},
 * {@code partition}, {@code offset} and {@code timestamp}. Numbers compare by value whatever their type.
 */
@Scalar(expected = "a CEL expression as value.distance > 500")
public record Expression(String source) {
    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("key", SimpleType.DYN)
            .addVar("value", SimpleType.DYN)
            .addVar("headers", SimpleType.DYN)
            .addVar("topic", SimpleType.STRING)
            .addVar("partition", SimpleType.INT)
            .addVar("offset", SimpleType.INT)
            .addVar("timestamp", SimpleType.INT)
            .build();

    public Expression {
        program(source);
    }

    /** The expression made ready to be evaluated many times, from any thread. */
    public Compiled compile() {
        return new Compiled(program(source));
    }

    private static CelRuntime.Program program(String source) {
        try {
            return CEL.createProgram(CEL.compile(source).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new InvalidSetting("", "'" + source + "' is not a CEL expression: " + e.getMessage());
        }
    }

    /** The variables of one record; a variable is asked for only if the expression needs it. */
    public interface Variables {
        /**
         * The value of a variable.
         *
         * @return the value as plain Java: null, Boolean, Number, String, byte[], List or Map with String keys;
         *     empty where the record has no such value, because it cannot be decoded
         */
        Optional<Object> variable(String name);
    }

    /** An expression that was compiled. */
    public static final class Compiled {
        private final CelRuntime.Program program;

        private Compiled(CelRuntime.Program program) {
            this.program = program;
        }

        /** Whether the condition holds; false where it asks for something that the record lacks. */
        public boolean holds(Variables variables) {
            return Boolean.TRUE.equals(evaluate(variables));
        }

        /** The value of the expression, null where it asks for something that the record lacks. */
        public @Nullable Object evaluate(Variables variables) {
            try {
                return program.eval(name -> variables.variable(name));
            } catch (CelEvaluationException e) {
                return null;
            }
        }
    }
}
