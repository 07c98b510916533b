package io.github.koresimroutes.standalone;

/** A run or a command cannot start; the message is written for the person who started it. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
