package io.github.koresimroutes.http.servlet;

import io.github.koresimroutes.http.RawBodyHttp;
import io.github.koresimroutes.http.RequestHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/** Makes an exchange of a complete request, and an answer of what its route has left there. */
final class ServletHttpConsumer extends DefaultConsumer
        implements PlatformHttpConsumer, Suspendable {

    ServletHttpConsumer(PlatformHttpEndpoint endpoint, Processor route) {
        super(endpoint, route);
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    /** Whether its route is there. */
    boolean isServing() {
        return isRunAllowed() && isStarted() && !isSuspendingOrSuspended();
    }

    /**
     * @param arrived when the body was complete, by {@link System#nanoTime}
     * @param answered gets the answer, perhaps in another thread; called once
     */
    void process(HttpServletRequest request, byte[] body, long arrived,
            Consumer<RouteAnswer> answered) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.setProperty(RawBodyHttp.ARRIVED, arrived);
            fill(exchange.getMessage(), request, body);
            createUoW(exchange);
            getAsyncProcessor().process(exchange, done -> ended(exchange, answered));
        } catch (Exception | Error e) {
            exchange.setException(e);
            ended(exchange, answered);
        }
    }

    private void ended(Exchange exchange, Consumer<RouteAnswer> answered) {
        RouteAnswer answer;
        try {
            answer = RouteAnswer.of(exchange, getEndpoint().getHeaderFilterStrategy());
        } catch (Exception e) {
            getExceptionHandler().handleException("the route's answer has no bytes", e);
            answer = RouteAnswer.FAILED;
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
        answered.accept(answer);
    }

    private static void fill(Message message, HttpServletRequest request, byte[] body) {
        message.setBody(body);
        for (String name : RequestHeaders.TAKEN) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (!values.isEmpty()) {
                message.setHeader(name, values.size() == 1 ? values.get(0) : values);
            }
        }
        message.setHeader(Exchange.HTTP_METHOD, request.getMethod());
        message.setHeader(Exchange.HTTP_RAW_QUERY, request.getQueryString());
    }
}
