package io.github.koresimroutes.http;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last word on an answer: a 2xx tells KORE to forget the callback, so it needs the journal's. A
 * route that was edited, or ended by a {@code stop}, may give one without it; that becomes a 503.
 */
public final class StoredOnly extends DelegateAsyncProcessor {

    private static final Logger LOG =
            LoggerFactory.getLogger("io.github.koresimroutes.receive.trouble");
    private static final int OK = 200;
    private static final int NO_SUCCESS = 300;
    private static final int UNAVAILABLE = 503;

    /** @param route what gives the answers */
    public StoredOnly(Processor route) {
        super(route);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return super.process(exchange, done -> {
            check(exchange);
            callback.done(done);
        });
    }

    private static void check(Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, OK, int.class);
        if (exchange.getException() == null && status < NO_SUCCESS
                && exchange.getProperty(RawBodyHttp.IN_JOURNAL) == null) {
            LOG.error("answered 503: receive-callback ended without the step store-once, so the"
                    + " callback is not in the journal");
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, UNAVAILABLE);
            exchange.getMessage().setHeader("Retry-After", AnswerText.RETRY_AFTER);
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, AnswerText.TYPE);
            exchange.getMessage().setBody(AnswerText.reason(UNAVAILABLE));
        }
    }
}
