package dev.gregor.config;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.gregor.config.Expression.Variables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the shape that most have, comparisons of a field with a literal under {@code && || !}, as plain Java: it is
 * asked of every record, and needs one field of it. What it cannot answer beyond doubt as CEL would, it leaves to CEL.
 */
sealed interface PlainCondition {

    /** What a condition says of a record. */
    enum Answer {
        YES,
        NO,
        /** It asks for something that the record lacks: an error of CEL, which another operand may outweigh. */
        LACKING,
        /** Only CEL can tell. */
        UNSURE
    }

    Answer ask(Variables variables);

    /** The condition of a checked expression; empty if it has another shape. */
    static Optional<PlainCondition> of(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        List<CelExpr> operands = expression.call().args();
        return switch (expression.call().function()) {
            case "_&&_" -> both(operands, Answer.NO);
            case "_||_" -> both(operands, Answer.YES);
            case "!_" -> of(operands.get(0)).map(Not::new);
            case "_==_" -> comparison(Operator.EQUAL, operands);
            case "_!=_" -> comparison(Operator.UNEQUAL, operands);
            case "_<_" -> comparison(Operator.BELOW, operands);
            case "_<=_" -> comparison(Operator.AT_MOST, operands);
            case "_>_" -> comparison(Operator.ABOVE, operands);
            case "_>=_" -> comparison(Operator.AT_LEAST, operands);
            default -> Optional.empty();
        };
    }

    private static Optional<PlainCondition> both(List<CelExpr> operands, Answer decisive) {
        return of(operands.get(0)).flatMap(left -> of(operands.get(1)).map(right -> new Joined(left, right, decisive)));
    }

    private static Optional<PlainCondition> comparison(Operator operator, List<CelExpr> operands) {
        return comparison(operator, operands.get(0), operands.get(1))
                .or(() -> comparison(operator.mirrored(), operands.get(1), operands.get(0)));
    }

    private static Optional<PlainCondition> comparison(Operator operator, CelExpr field, CelExpr literal) {
        Object constant = literal.getKind() == CelExpr.ExprKind.Kind.CONSTANT ? constant(literal.constant()) : null;
        if (constant == null || (!(constant instanceof Number) && !operator.isOfEquality())) {
            return Optional.empty();
        }
        Deque<String> names = new ArrayDeque<>();
        CelExpr at = field;
        while (at.getKind() == CelExpr.ExprKind.Kind.SELECT && !at.select().testOnly()) {
            names.addFirst(at.select().field());
            at = at.select().operand();
        }
        return at.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Optional.of(new Comparison(at.ident().name(), List.copyOf(names), operator, constant))
                : Optional.empty();
    }

    private static @Nullable Object constant(CelConstant literal) {
        return switch (literal.getKind()) {
            case INT64_VALUE -> literal.int64Value();
            case DOUBLE_VALUE -> literal.doubleValue();
            case STRING_VALUE -> literal.stringValue();
            case BOOLEAN_VALUE -> literal.booleanValue();
            default -> null;
        };
    }

    /**
     * Two conditions under {@code &&} or {@code ||}.
     *
     * @param decisive the answer that settles it, whatever the other operand says
     */
    record Joined(PlainCondition left, PlainCondition right, Answer decisive) implements PlainCondition {
        @Override
        public Answer ask(Variables variables) {
            Answer first = left.ask(variables);
            if (first == decisive || first == Answer.UNSURE) {
                return first;
            }
            Answer second = right.ask(variables);
            return second == decisive || second == Answer.UNSURE || first != Answer.LACKING ? second : first;
        }
    }

    record Not(PlainCondition condition) implements PlainCondition {
        @Override
        public Answer ask(Variables variables) {
            return switch (condition.ask(variables)) {
                case YES -> Answer.NO;
                case NO -> Answer.YES;
                case LACKING -> Answer.LACKING;
                case UNSURE -> Answer.UNSURE;
            };
        }
    }

    record Comparison(String variable, List<String> names, Operator operator, Object literal)
            implements PlainCondition {
        @Override
        public Answer ask(Variables variables) {
            Object value = variables.member(variable, names);
            if (value == null) {
                return Answer.LACKING;
            } else if (value instanceof Long whole && literal instanceof Long other) {
                return operator.answer(Long.compare(whole, other));
            } else if (isPlainNumber(value) && isPlainNumber(literal)) {
                return operator.answer(
                        Double.compare(((Number) value).doubleValue(), ((Number) literal).doubleValue()));
            } else if ((value instanceof String && literal instanceof String)
                    || (value instanceof Boolean && literal instanceof Boolean)) {
                return operator.answer(value.equals(literal) ? 0 : 1);
            }
            return Answer.UNSURE;
        }

        /** Whether it is a number that all ways of comparing numbers agree about: not NaN, no negative zero, exact as a double. */
        private static boolean isPlainNumber(Object value) {
            if (value instanceof Long whole) {
                return Math.abs(whole / 2) < 1L << 52;
            }
            return value instanceof Double number && !number.isNaN() && !number.equals(-0.0);
        }
    }

    /** How a field is compared. */
    enum Operator {
        EQUAL,
        UNEQUAL,
        BELOW,
        AT_MOST,
        ABOVE,
        AT_LEAST;

        boolean isOfEquality() {
            return this == EQUAL || this == UNEQUAL;
        }

        /** The operator with its operands exchanged. */
        Operator mirrored() {
            return switch (this) {
                case EQUAL, UNEQUAL -> this;
                case BELOW -> ABOVE;
                case AT_MOST -> AT_LEAST;
                case ABOVE -> BELOW;
                case AT_LEAST -> AT_MOST;
            };
        }

        Answer answer(int order) {
            boolean holds = switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case BELOW -> order < 0;
                case AT_MOST -> order <= 0;
                case ABOVE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
            return holds ? Answer.YES : Answer.NO;
        }
    }
}
