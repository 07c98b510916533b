package io.github.koresimroutes.outage;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps its lines, each after its level. */
public final class LogLines {

    private final List<String> lines = new ArrayList<>();

    public List<String> lines() {
        return lines;
    }

    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    Object[] values = arguments[1] instanceof Object[] several
                            ? several : Arrays.copyOfRange(arguments, 1, arguments.length);
                    lines.add(method.getName() + " " + MessageFormatter.arrayFormat(
                            (String) arguments[0], values).getMessage());
                    return null;
                });
    }
}
