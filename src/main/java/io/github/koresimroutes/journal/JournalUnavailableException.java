package io.github.koresimroutes.journal;

/**
 * The journal could not take an event in time: the database is down, full, too slow, or too many
 * callers wait. The caller answers 503, so that KORE tries again.
 */
public final class JournalUnavailableException extends RuntimeException {

    public JournalUnavailableException(String message) {
        super(message);
    }

    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
