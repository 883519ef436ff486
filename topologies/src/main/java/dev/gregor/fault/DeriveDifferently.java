package dev.gregor.fault;

import dev.gregor.config.Expression;
import dev.gregor.config.Format;
import dev.gregor.config.Setting;
import dev.gregor.record.Field;
import dev.gregor.record.SchemaChange;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.record.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Training/serving skew: the feature is computed by another formula. */
@About(
        family = About.Family.FIELDS,
        does = "training/serving skew: the feature is computed by another formula",
        formats = {Format.JSON, Format.AVRO},
        example =
                @About.Example(
                        with = "{field: distance, expression: \"value.distance * 1.15\"}",
                        before = "{\"origin\": \"DTW\", \"distance\": 2000.0}",
                        after = "{\"origin\": \"DTW\", \"distance\": 2300}"))
public record DeriveDifferently(
        @Setting("The field: a path, a list of paths, or any")
        FieldChoice field,

        @Setting("The formula: a CEL expression over key, value, headers, topic, partition, offset and timestamp")
        Expression expression,

        @Setting(value = "How a changed Avro schema is made known: evolve or break", byDefault = "evolve")
        SchemaChange schema)
        implements FieldFault {

    private static final Map<Expression, Expression.Compiled> COMPILED = new ConcurrentHashMap<>();

    @Override
    public void inject(Treatment treatment) throws Skipped {
        Object result = treatment.evaluate(COMPILED.computeIfAbsent(expression, Expression::compile));
        if (result == null) {
            throw new Skipped(SkipReason.NOT_APPLICABLE, "the expression asks for something that the record lacks");
        }
        Value after =
                result instanceof Double number ? new Value.Num(Numbers.lexeme(number)) : Literals.valueOf(result);
        boolean changed = false;
        for (Field each : field.of(treatment)) {
            if (!each.value().equals(after)) {
                each.set(after);
                changed = true;
            }
        }
        if (!changed) {
            throw new Skipped(SkipReason.NO_EFFECT, "the expression gives the same value");
        }
    }

    @Override
    public void damage(Field field, Treatment treatment) {
        throw new IllegalStateException("all fields are damaged at once, by what the expression gives");
    }
}
