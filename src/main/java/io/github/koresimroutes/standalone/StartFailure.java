package io.github.koresimroutes.standalone;

import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.live.LoadFailure;
import io.github.koresimroutes.routeset.RouteFilesException;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;

/** Turns what made a start fail into the one message that the person at the terminal needs. */
public final class StartFailure {

    private static final String PREFIX = "kore-sim: cannot start: ";

    private StartFailure() {
    }

    /** The message, one line or a few, without a stack trace. */
    public static String describe(Throwable failure) {
        List<Throwable> chain = LoadFailure.causes(failure);
        return PREFIX + forTheUser(chain)
                .or(() -> route(chain))
                .or(() -> address(chain))
                .orElseGet(() -> everyMessage(chain));
    }

    private static Optional<String> forTheUser(List<Throwable> chain) {
        return chain.stream()
                .filter(t -> t instanceof SettingsException || t instanceof StartException
                        || t instanceof RouteFilesException)
                .map(Throwable::getMessage)
                .findFirst();
    }

    private static Optional<String> route(List<Throwable> chain) {
        return chain.stream()
                .filter(FailedToCreateRouteException.class::isInstance)
                .map(t -> "the route '" + ((FailedToCreateRouteException) t).getRouteId()
                        + "' cannot be created: " + lastMessage(chain))
                .findFirst();
    }

    private static Optional<String> address(List<Throwable> chain) {
        return chain.stream()
                .filter(BindException.class::isInstance)
                .map(t -> "a port is taken or not allowed: " + t.getMessage())
                .findFirst();
    }

    /** The innermost message is mostly the reason, the outermost the place: both are kept. */
    private static String everyMessage(List<Throwable> chain) {
        String first = message(chain.get(0));
        String last = lastMessage(chain);
        return first.contains(last) ? first : first + ": " + last;
    }

    private static String lastMessage(List<Throwable> chain) {
        return message(chain.get(chain.size() - 1));
    }

    private static String message(Throwable t) {
        String message = t.getMessage();
        return message == null || message.isBlank()
                ? t.getClass().getSimpleName() : message.strip();
    }
}
