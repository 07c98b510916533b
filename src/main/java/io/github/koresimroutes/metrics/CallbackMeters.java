package io.github.koresimroutes.metrics;

import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Counts what the routes of the endpoints answered. */
final class CallbackMeters extends EventNotifierSupport implements MeterSource {

    private static final String ROUTES = "callback-endpoint-";
    private static final int OK = 200;
    private static final int OTHER = 0;
    private static final List<Integer> STATUSES = List.of(OK, 400, 401, 415, 503, OTHER);

    private final Map<Integer, LongAdder> answers = new TreeMap<>();
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
    private final LongAdder duplicates = new LongAdder();

    CallbackMeters() {
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        STATUSES.forEach(status -> answers.put(status, new LongAdder()));
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    @Override
    public void notify(CamelEvent event) {
        if (!(event instanceof ExchangeCompletedEvent completed)) {
            return;
        }
        Exchange exchange = completed.getExchange();
        if (exchange.getFromRouteId() == null || !exchange.getFromRouteId().startsWith(ROUTES)) {
            return;
        }
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, OK, int.class);
        answers.getOrDefault(status, answers.get(OTHER)).increment();
        if (exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, false, boolean.class)) {
            duplicates.increment();
        }
        if (exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT)
                instanceof CallbackRefusedException refused) {
            refusals.get(refused.refusal()).increment();
        }
    }

    @Override
    public void register(Meters meters) {
        answers.forEach((status, count) -> meters.counter("kore.callbacks",
                "Callbacks by the HTTP status that they were answered with", count::sum,
                "status", status == OTHER ? "other" : status.toString()));
        refusals.forEach((refusal, count) -> meters.counter("kore.callbacks.refused",
                "Callbacks that were refused, by the reason", count::sum,
                "reason", refusal.name().toLowerCase(Locale.ROOT)));
        meters.counter("kore.callbacks.duplicate",
                "Callbacks that were answered 200 and were stored already", duplicates::sum);
    }
}
