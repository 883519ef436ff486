package dev.gregor.config;

import dev.gregor.config.RecordShape.Component;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the types of the model to their shapes: the one place that knows which types a setting may have. */
final class Shapes {
    private final FaultTypes faults;

    Shapes(FaultTypes faults) {
        this.faults = faults;
    }

    /** The shape of a record that is written as a mapping. */
    RecordShape ofRecord(Class<?> type) {
        List<Component> components =
                Arrays.stream(type.getRecordComponents()).map(this::component).toList();
        return new RecordShape(new Construction(type), components);
    }

    private Component component(RecordComponent component) {
        @Nullable Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component.getDeclaringRecord().getName() + "." + component.getName()
                    + " is a setting without @Setting");
        }
        AnnotatedType type = component.getAnnotatedType();
        return new Component(
                Words.kebab(component.getName()),
                component.getName(),
                of(type),
                type.isAnnotationPresent(Nullable.class),
                setting.value(),
                setting.byDefault(),
                setting.secret());
    }

    private Shape of(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType parameterized) {
            return ofParameterized(parameterized);
        }
        return ofClass((Class<?>) annotated.getType());
    }

    private Shape ofParameterized(AnnotatedParameterizedType annotated) {
        AnnotatedType[] arguments = annotated.getAnnotatedActualTypeArguments();
        Object raw = ((ParameterizedType) annotated.getType()).getRawType();
        if (raw.equals(List.class)) {
            return new ListShape(of(arguments[0]));
        } else if (raw.equals(Map.class) && arguments[0].getType().equals(String.class)) {
            return new MapShape(of(arguments[1]));
        }
        throw new IllegalStateException(annotated.getType() + " is not a type of a setting");
    }

    private Shape ofClass(Class<?> type) {
        Optional<Shape> scalar = Scalars.of(type);
        if (scalar.isPresent()) {
            return scalar.get();
        } else if (type.equals(Literal.class)) {
            return new LiteralShape();
        } else if (type.isEnum()) {
            return WordShape.of(type);
        } else if (type.isAnnotationPresent(Scalar.class)) {
            return ofScalarRecord(type, type.getAnnotation(Scalar.class).expected());
        } else if (type.isRecord()) {
            return ofRecord(type);
        } else if (type.equals(FaultParameters.class)) {
            return ofFaults();
        } else if (type.isSealed()) {
            return ofSealed(type);
        }
        throw new IllegalStateException(type + " is not a type of a setting");
    }

    private Shape ofScalarRecord(Class<?> type, String expected) {
        Shape inner = of(type.getRecordComponents()[0].getAnnotatedType());
        Shape narrower = inner instanceof ScalarShape<?> scalar ? scalar.expecting(expected) : inner;
        return new WrappedShape(new Construction(type), narrower, expected);
    }

    private Shape ofFaults() {
        Map<String, Shape> options = new TreeMap<>();
        faults.byName().forEach((name, type) -> options.put(name, ofClass(type)));
        return new ChoiceShape("a fault", options, null);
    }

    private Shape ofSealed(Class<?> type) {
        Map<String, Shape> options = new TreeMap<>();
        @Nullable Shape plain = null;
        for (Class<?> option : type.getPermittedSubclasses()) {
            Shape shape = ofClass(option);
            options.put(Words.kebab(option.getSimpleName()), shape);
            plain = shape instanceof WrappedShape ? shape : plain;
        }
        return new ChoiceShape("a kind of " + Words.kebab(type.getSimpleName()), options, plain);
    }
}
