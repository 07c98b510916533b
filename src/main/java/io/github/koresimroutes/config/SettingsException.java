package io.github.koresimroutes.config;

/** A setting is missing or wrong; the message says which, and what to do, and holds no secret. */
public final class SettingsException extends RuntimeException {

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
