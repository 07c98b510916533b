package io.github.koresimroutes.cli;

import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.journal.JournalUnavailableException;
import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.standalone.StartException;
import jakarta.jms.JMSException;
import java.sql.SQLException;

/** Turns what made a command fail into the one message that the person at the terminal needs. */
final class CommandFailure {

    private static final String PREFIX = "kore-sim: ";

    private CommandFailure() {
    }

    /** The message, one line or a few, without a stack trace. */
    static String describe(Throwable failure) {
        if (failure instanceof CommandException || failure instanceof SettingsException
                || failure instanceof StartException
                || failure instanceof RouteFilesException
                || failure instanceof IllegalStateException) {
            return PREFIX + failure.getMessage();
        }
        if (failure instanceof SQLException || failure instanceof JournalUnavailableException) {
            return PREFIX + "the journal's database does not do what it was asked: "
                    + innermost(failure);
        }
        if (failure instanceof JMSException) {
            return PREFIX + reason((JMSException) failure);
        }
        return PREFIX + failure;
    }

    /** What a broker's failure is, in one sentence. */
    static String reason(JMSException failure) {
        return "the broker does not do what it was asked: " + innermost(failure);
    }

    private static String innermost(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}
