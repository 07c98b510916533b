package io.github.koresimroutes.live;

/** Routes that Camel could run, and that would break the bundle; the message is for people. */
public final class RefusedRoutesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedRoutesException(String message) {
        super(message);
    }
}
