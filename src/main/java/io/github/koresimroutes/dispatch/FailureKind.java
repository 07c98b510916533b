package io.github.koresimroutes.dispatch;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ResourceAllocationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** Tells a failure that an event may be to blame for from one of the broker or of the stop. */
final class FailureKind {

    private static final int LONGEST = 500;
    private static final String ARTEMIS_ADDRESS_FULL =
            "org.apache.activemq.artemis.api.core.ActiveMQAddressFullException";
    /** A producer that Classic holds up until there is room, until jms.sendTimeout. */
    private static final String CLASSIC_TIMED_OUT =
            "org.apache.activemq.transport.RequestTimedOutIOException";
    /** A producer that gets no credit over AMQP, until jms.sendTimeout. */
    private static final String AMQP_TIMED_OUT = "org.apache.qpid.jms.JmsSendTimedOutException";

    private FailureKind() {
    }

    static boolean isOfTheEvent(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.stream().anyMatch(FailureKind::isOfTheMessage)
                || chain.stream().noneMatch(FailureKind::isOfTheSurroundings);
    }

    /**
     * A broker that has no room, or says nothing because of that: never an event's fault, though
     * another one, or the small baton, may still fit in.
     */
    static boolean isForWantOfRoom(Throwable failure) {
        return chain(failure).stream().anyMatch(t -> t instanceof ResourceAllocationException
                // By name: each is in the client of one kind of broker.
                || t.getClass().getName().equals(ARTEMIS_ADDRESS_FULL)
                || t.getClass().getName().equals(CLASSIC_TIMED_OUT)
                || t.getClass().getName().equals(AMQP_TIMED_OUT));
    }

    /** A property or body that JMS cannot take. */
    private static boolean isOfTheMessage(Throwable t) {
        return t instanceof MessageFormatException || t instanceof MessageNotWriteableException
                || t instanceof MessageNotReadableException || t instanceof MessageEOFException;
    }

    private static boolean isOfTheSurroundings(Throwable t) {
        return t instanceof JMSException || t instanceof InterruptedException
                || t instanceof RejectedExecutionException
                // By name: a runtime may bring another Spring, or none.
                || t.getClass().getName().startsWith("org.springframework.jms.")
                || t.getClass().getName().startsWith("org.apache.camel.component.direct.");
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
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
        List<Throwable> chain = chain(failure);
        return chain.get(chain.size() - 1);
    }
}
