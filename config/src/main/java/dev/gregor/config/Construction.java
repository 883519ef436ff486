package dev.gregor.config;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of one type, and runs their cross checks, by reflection. */
record Construction(Class<?> type) {

    /** A new record; throws the InvalidSetting of its constructor. */
    Object of(@Nullable Object... components) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(components);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }

    /** Runs the cross checks whose components are all known; throws what they found. */
    void crossCheck(Map<String, @Nullable Object> known) {
        Checks checks = new Checks();
        for (Method method : type.getDeclaredMethods()) {
            if (((AnnotatedElement) method).isAnnotationPresent(CrossCheck.class)) {
                run(method, known, checks);
            }
        }
        checks.done();
    }

    private static void run(Method method, Map<String, @Nullable Object> known, Checks checks) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(checks);
        for (int i = 1; i < method.getParameterCount(); i++) {
            String name = method.getParameters()[i].getName();
            if (!known.containsKey(name)) {
                return;
            }
            arguments.add(known.get(name));
        }
        try {
            method.setAccessible(true);
            method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot run " + method, e);
        }
    }

    private static RuntimeException unwrapped(InvocationTargetException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
