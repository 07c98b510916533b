package io.github.koresimroutes.standalone;

import io.github.koresimroutes.config.Similar;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sets the properties of a bean from texts, exactly as they are: no reference, placeholder or
 * expression is read into what may be a password.
 */
final class BeanProperties {

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret).*");

    private final Object bean;
    private final List<Method> setters = new ArrayList<>();

    BeanProperties(Object bean) {
        this.bean = bean;
        for (Method method : bean.getClass().getMethods()) {
            if (method.getName().matches("set.+") && method.getParameterCount() == 1) {
                setters.add(method);
            }
        }
        // A setter that takes the text is the one that is meant.
        setters.sort(Comparator.comparing(setter -> type(setter) != String.class));
    }

    /**
     * @param prefix of the key in the settings, for messages
     * @param name   in any case, with or without dashes
     * @throws StartException where the bean has no such property, or does not take the value, which
     *                        is not told
     */
    void set(String prefix, String name, String value) {
        List<Method> named = setters.stream()
                .filter(setter -> plain(property(setter)).equals(plain(name))).toList();
        if (named.isEmpty()) {
            Set<String> known = new TreeSet<>();
            setters.forEach(setter -> known.add(property(setter)));
            throw new StartException(prefix + name + ": " + bean.getClass().getName()
                    + " has no such property" + Similar.hint(name, known));
        }
        Method setter = named.stream().filter(each -> isText(type(each))).findFirst()
                .orElseThrow(() -> new StartException(prefix + name + " takes a "
                        + type(named.get(0)).getName() + ", which no setting can be."));
        try {
            setter.invoke(bean, converted(type(setter), value));
        } catch (IllegalArgumentException e) {
            // Its message quotes the value.
            throw new StartException(prefix + name + " takes a " + type(setter).getSimpleName()
                    + ", and its value is none.");
        } catch (ReflectiveOperationException e) {
            if (SECRET.matcher(name).matches() || Urls.holdsPassword(value)) {
                throw new StartException(prefix + name + " is refused by "
                        + bean.getClass().getName() + ".\nWhy is not shown, for it holds a"
                        + " password.");
            }
            throw new StartException(prefix + name + " is refused by "
                    + bean.getClass().getName() + ": " + reason(e), e);
        }
    }

    /** What the code that was called says. */
    static String reason(ReflectiveOperationException e) {
        Throwable told = e instanceof InvocationTargetException ? e.getCause() : e;
        return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    }

    private static String property(Method setter) {
        String name = setter.getName().substring("set".length());
        return name.length() > 1 && Character.isUpperCase(name.charAt(1))
                ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static Class<?> type(Method setter) {
        return setter.getParameterTypes()[0];
    }

    private static boolean isText(Class<?> type) {
        return type == String.class || type == int.class || type == long.class
                || type == boolean.class;
    }

    private static Object converted(Class<?> type, String value) {
        if (type == int.class) {
            return Integer.valueOf(value);
        }
        if (type == long.class) {
            return Long.valueOf(value);
        }
        if (type == boolean.class) {
            if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException();
            }
            return Boolean.valueOf(value);
        }
        return value;
    }
}
