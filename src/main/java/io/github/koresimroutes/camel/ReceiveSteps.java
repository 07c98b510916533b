package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.RepeatWatch;
import io.github.koresimroutes.callback.SecretUse;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.callback.VerifiedCallback;
import io.github.koresimroutes.http.RequestHeaders;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code receive-callback} that handle bytes; the route refers to them by name. */
final class ReceiveSteps {

    /** Exchange property: the name of the endpoint; set by the route that has its path. */
    static final String ENDPOINT = "KoreEndpoint";
    /** Exchange property: the {@link CallbackRequest}, verified or not. */
    static final String REQUEST = "KoreRequest";
    /** Exchange property: the {@link VerifiedCallback}. */
    static final String CALLBACK = "KoreCallback";
    /** Exchange property: the {@link SimEvent}, made only of a verified callback. */
    static final String EVENT = "KoreEvent";
    /** Exchange property: the event's de-duplication key. */
    static final String EVENT_KEY = "KoreEventKey";

    private static final Logger REPEATED =
            LoggerFactory.getLogger("io.github.koresimroutes.receive.repeated");
    private static final byte[] NOTHING = {};

    private final CallbackVerifier verifier;
    private final CallbackReader reader;
    private final SecretUse use;
    private final RepeatWatch repeats;
    private final UnsignedCallbacks unsigned;
    private final RefusalLog refusals;
    private final Clock clock;

    ReceiveSteps(CallbackVerifier verifier, CallbackReader reader, SecretUse use,
            RepeatWatch repeats, UnsignedCallbacks unsigned, RefusalLog refusals, Clock clock) {
        this.verifier = verifier;
        this.reader = reader;
        this.use = use;
        this.repeats = repeats;
        this.unsigned = unsigned;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** {@code kore-verify-callback} */
    void verify(Exchange exchange) throws CallbackRefusedException {
        String endpoint = exchange.getProperty(ENDPOINT, String.class);
        if (!verifier.knows(endpoint)) {
            throw new IllegalStateException("the route that has the path must set the property "
                    + ENDPOINT + " to an endpoint of the settings");
        }
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        CallbackRequest request = new CallbackRequest(
                endpoint,
                message.getHeader(Exchange.HTTP_METHOD, String.class),
                values(message, RequestHeaders.CONTENT_TYPE),
                values(message, RequestHeaders.SIGNATURE),
                values(message, RequestHeaders.TOKEN),
                values(message, RequestHeaders.DATE),
                message.getHeader(Exchange.HTTP_RAW_QUERY, String.class),
                body == null ? NOTHING : body,
                clock.instant());
        exchange.setProperty(REQUEST, request);
        exchange.setProperty(CALLBACK, verifier.verify(request));
    }

    /** {@code kore-read-callback} */
    void read(Exchange exchange) throws CallbackRefusedException {
        VerifiedCallback callback = exchange.getProperty(CALLBACK, VerifiedCallback.class);
        if (callback == null) {
            throw new IllegalStateException(
                    "read-event needs verify-signature before it: only what was verified is read");
        }
        SimEvent event = reader.read(callback);
        use.verified(callback);
        refusals.taken();
        if (event.flags().contains(EventFlag.UNSIGNED)) {
            // Of these anybody makes as many as he likes, each another one.
            unsigned.note();
        } else if (repeats.note(event)) {
            REPEATED.warn("one signed body came under many tokens in a short time: a captured callback"
                    + " that is sent again, or a SIM that changes to and fro. See docs/security.md");
        }
        exchange.setProperty(EVENT, event);
        exchange.setProperty(EVENT_KEY, event.token());
    }

    private static List<String> values(Message message, String header) {
        Object value = message.getHeader(header);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> several
                ? several.stream().map(Object::toString).toList()
                : List.of(value.toString());
    }
}
