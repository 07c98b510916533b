package io.github.koresimroutes.dispatch;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.concurrent.RejectedExecutionException;

/** Tells a failure that an event may be to blame for from one of the broker or of the stop. */
final class FailureKind {

    private static final int LONGEST = 500;

    private FailureKind() {
    }

    static boolean isOfTheEvent(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof MessageFormatException || t instanceof MessageNotWriteableException
                    || t instanceof MessageNotReadableException
                    || t instanceof MessageEOFException) {
                return true;
            }
            if (t instanceof JMSException || t instanceof InterruptedException
                    || t instanceof RejectedExecutionException
                    // By name: a runtime may bring another Spring, or none.
                    || t.getClass().getName().startsWith("org.springframework.jms.")) {
                return false;
            }
            if (t.getCause() == t) {
                break;
            }
        }
        return true;
    }

    static String name(Throwable failure) {
        return root(failure).getClass().getSimpleName();
    }

    /** For the journal, where the operator looks: it may quote what the route worked on. */
    static String describe(Throwable failure) {
        Throwable root = root(failure);
        String text = root.getClass().getName() + ": " + root.getMessage();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
