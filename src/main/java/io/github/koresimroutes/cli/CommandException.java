package io.github.koresimroutes.cli;

/** A command cannot do what it was told; the message is written for the person who told it. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
