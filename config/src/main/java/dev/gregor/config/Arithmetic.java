package dev.gregor.config;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.Set;

/**
 * Arithmetic between a whole number and a decimal, which CEL lacks: JSON writes 500 and 500.0 for one and the same field,
 * and a condition must mean the same for both.
 */
final class Arithmetic {
    private static final Set<String> OPERATORS = Set.of("_+_", "_-_", "_*_", "_/_", "_%_", "-_");

    private Arithmetic() {}

    static void addTo(CelBuilder cel) {
        add(cel, "_+_", "add", (a, b) -> a + b);
        add(cel, "_-_", "subtract", (a, b) -> a - b);
        add(cel, "_*_", "multiply", (a, b) -> a * b);
        add(cel, "_/_", "divide", (a, b) -> a / b);
    }

    /** Whether the outermost thing that an expression does is to compute a number. */
    static boolean isOutermost(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && OPERATORS.contains(expression.call().function());
    }

    private static void add(
            CelBuilder cel, String operator, String name, CelFunctionOverload.Binary<Double, Double> operation) {
        String wholeFirst = name + "_int64_double";
        String decimalFirst = name + "_double_int64";
        cel.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                operator,
                CelOverloadDecl.newGlobalOverload(wholeFirst, SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE),
                CelOverloadDecl.newGlobalOverload(decimalFirst, SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT)));
        cel.addFunctionBindings(CelFunctionBinding.fromOverloads(
                operator,
                CelFunctionBinding.from(
                        wholeFirst, Long.class, Double.class, (a, b) -> operation.apply(a.doubleValue(), b)),
                CelFunctionBinding.from(
                        decimalFirst, Double.class, Long.class, (a, b) -> operation.apply(a, b.doubleValue()))));
    }
}
