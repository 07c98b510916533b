package io.github.koresimroutes.routeset;

/** The route files cannot be read; the message is for people. */
public final class RouteFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for people. */
    public RouteFilesException(String message) {
        super(message);
    }

    /** With what it is due to. */
    public RouteFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}
