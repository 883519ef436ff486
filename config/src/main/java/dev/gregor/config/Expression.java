package dev.gregor.config;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CEL expression over one record. Its variables are {@code key}, {@code value}, {@code headers} (a map from name to text
 * or bytes), {@code topic}, {@code partition}, {@code offset} and {@code timestamp} (epoch milliseconds).
 *
 * <p>Numbers compare by value whatever their type, and {@code + - * /} take whole numbers and decimals together; the result
 * is then a decimal. Two whole numbers divide as whole numbers. A whole number beyond 64 bits counts as a decimal.
 */
@Scalar(expected = "a CEL expression as value.distance > 500")
public record Expression(String source) {
    public Expression {
        compile(source);
    }

    /** The expression made ready to be evaluated many times, from any thread. */
    public Compiled compile() {
        try {
            CelAbstractSyntaxTree tree = compile(source);
            return new Compiled(
                    Cels.CEL.createProgram(tree),
                    PlainCondition.of(tree.getExpr()).orElse(null));
        } catch (CelEvaluationException e) {
            throw new InvalidSetting("", "'" + source + "' is not a CEL expression: " + e.getMessage());
        }
    }

    /** Whether the expression can be a condition; an expression over fields may be, as their types are not known. */
    public boolean isCondition() {
        CelAbstractSyntaxTree tree = compile(source);
        CelType type = tree.getResultType();
        return type.equals(SimpleType.BOOL) || (type.equals(SimpleType.DYN) && !Arithmetic.isOutermost(tree.getExpr()));
    }

    private static CelAbstractSyntaxTree compile(String source) {
        try {
            return Cels.CEL.compile(source).getAst();
        } catch (CelValidationException e) {
            throw Cels.explain(source, e);
        }
    }

    /** The variables of one record; a variable is asked for only if the expression needs it. */
    @FunctionalInterface
    public interface Variables {
        /**
         * The value of a variable.
         *
         * @return the value as plain Java: null is not possible here, but within lists and maps; Boolean, Number, String,
         *     byte[], ByteBuffer, List or Map with String keys; empty where the record has no such value, because it
         *     cannot be decoded
         */
        Optional<Object> variable(String name);

        /**
         * A value inside a variable, which need not be made ready as a whole for it.
         *
         * @param names the way to it, through maps
         * @return the value as plain Java; anything but Boolean, Long, Double and String may stand for itself in any form;
         *     null where the record lacks it
         */
        default @Nullable Object member(String variable, List<String> names) {
            Object at = variable(variable).orElse(null);
            for (String name : names) {
                if (!(at instanceof Map<?, ?> map) || !map.containsKey(name)) {
                    return null;
                }
                Object next = map.get(name);
                at = next == null ? NONE : next;
            }
            return at;
        }

        /** Stands for a value that is no Boolean, Long, Double or String: null, bytes, a list or a map. */
        Object NONE = new Object();
    }

    /** An expression that was compiled. Safe for threads. */
    public static final class Compiled {
        private final CelRuntime.Program program;
        private final @Nullable PlainCondition plain;

        private Compiled(CelRuntime.Program program, @Nullable PlainCondition plain) {
            this.program = program;
            this.plain = plain;
        }

        /**
         * Whether the condition is known not to hold without a look at more than the fields that it names; false does not say that
         * it holds.
         */
        public boolean refuses(Variables variables) {
            PlainCondition.Answer answer = plainly(variables);
            return answer == PlainCondition.Answer.NO || answer == PlainCondition.Answer.LACKING;
        }

        /** Whether the condition holds; false where it asks for something that the record lacks. */
        public boolean holds(Variables variables) {
            PlainCondition.Answer answer = plainly(variables);
            return answer == PlainCondition.Answer.UNSURE
                    ? Boolean.TRUE.equals(evaluate(variables))
                    : answer == PlainCondition.Answer.YES;
        }

        private PlainCondition.Answer plainly(Variables variables) {
            return plain == null ? PlainCondition.Answer.UNSURE : plain.ask(variables);
        }

        /**
         * The value of the expression.
         *
         * @return Boolean, Long, Double, String, byte[], List or Map; null for JSON's null, and where the expression asks
         *     for something that the record lacks
         */
        public @Nullable Object evaluate(Variables variables) {
            try {
                CelVariableResolver resolver = name -> variables.variable(name).map(CelValues::of);
                return CelValues.toJava(program.eval(resolver));
            } catch (CelEvaluationException e) {
                return null; // by contract: a condition on what is not there does not hold
            }
        }
    }
}
