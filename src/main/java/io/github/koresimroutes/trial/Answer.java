package io.github.koresimroutes.trial;

import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What an endpoint answers in a trial instead of the real one.
 *
 * @param endpoint how its URI begins, {@code jdbc:fleet}; {@code *} stands for anything
 * @param body     the new body; null leaves the one that was sent
 * @param headers  set on the message
 * @param error    the message of an exception instead; null for none
 */
public record Answer(String endpoint, Object body, Map<String, Object> headers, String error) {

    boolean fits(String uri) {
        return EndpointName.fits(endpoint, uri);
    }

    void give(Exchange exchange) throws Exception {
        if (error != null) {
            throw new TrialEndpointException(error);
        }
        if (body != null) {
            exchange.getMessage().setBody(body);
        }
        headers.forEach(exchange.getMessage()::setHeader);
    }

    /** What an endpoint throws that a test has fail. */
    static final class TrialEndpointException extends Exception {

        private static final long serialVersionUID = 1L;

        TrialEndpointException(String message) {
            super(message);
        }
    }
}
