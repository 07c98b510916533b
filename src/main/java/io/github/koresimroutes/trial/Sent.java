package io.github.koresimroutes.trial;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * A message that a route sent.
 *
 * @param kind       where to
 * @param target     the name of the queue or topic, or the endpoint's URI without options
 * @param properties the JMS properties as a consumer sees them, JMSType and JMSCorrelationID with
 *                   them; the headers of what went elsewhere
 * @param body       as text; null where it has none
 */
public record Sent(Kind kind, String target, Map<String, Object> properties, String body) {

    /** What the broker's client tells of a message that was received, which nobody has sent. */
    private static final Set<String> OF_RECEIPT = Set.of("JMSXDeliveryCount", "JMSXGroupSeq");

    /** Where a message goes. */
    public enum Kind {
        /** A JMS queue. */
        QUEUE,
        /** A JMS topic. */
        TOPIC,
        /** Any other endpoint. */
        ENDPOINT
    }

    static Sent toBroker(Message message) {
        try {
            ActiveMQDestination target = (ActiveMQDestination) message.getJMSDestination();
            Map<String, Object> properties = new TreeMap<>();
            putIfThere(properties, "JMSType", message.getJMSType());
            putIfThere(properties, "JMSCorrelationID", message.getJMSCorrelationID());
            putIfThere(properties, "JMSXGroupID", message.getStringProperty("JMSXGroupID"));
            for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements();) {
                String name = (String) names.nextElement();
                if (OF_RECEIPT.contains(name)) {
                    continue;
                }
                putIfThere(properties, name, message.getObjectProperty(name));
            }
            return new Sent(target instanceof Topic ? Kind.TOPIC : Kind.QUEUE,
                    target.getPhysicalName(), properties,
                    message instanceof TextMessage text ? text.getText() : message.toString());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sent toEndpoint(String uri, org.apache.camel.Message message) {
        return new Sent(Kind.ENDPOINT, EndpointName.plain(uri),
                new TreeMap<>(message.getHeaders()), message.getBody(String.class));
    }

    private static void putIfThere(Map<String, Object> properties, String name, Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /**
     * Whether it went there.
     *
     * @param wanted the name of a queue, {@code topic:} and a name, or an endpoint's URI without
     *               options, in which {@code *} stands for anything
     */
    public boolean isTo(String wanted) {
        return kind == Kind.ENDPOINT ? EndpointName.fits(wanted, target)
                : name().equals(EndpointName.target(wanted));
    }

    /** {@code kore.sim.active}, {@code topic:kore.sim.events}, {@code http:example.com/x}. */
    public String name() {
        return kind == Kind.TOPIC ? "topic:" + target : target;
    }
}
