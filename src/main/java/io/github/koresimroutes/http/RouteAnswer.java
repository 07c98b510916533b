package io.github.koresimroutes.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.http.HttpUtil;

/** Makes the HTTP answer of what a route has left in its exchange. */
final class RouteAnswer {

    private static final int FAILED = 500;

    private RouteAnswer() {
    }

    /**
     * Writes the whole answer. An exception that no route has handled is answered 500, and not told.
     *
     * @throws NoTypeConversionAvailableException where the body is nothing that has bytes
     */
    static void write(RoutingContext ctx, Exchange exchange, HeaderFilterStrategy filter)
            throws NoTypeConversionAvailableException {
        HttpServerResponse response = ctx.response();
        if (response.ended()) {
            return;
        }
        Message message = exchange.getMessage();
        if (exchange.getException() != null) {
            response.setStatusCode(FAILED).putHeader(HttpHeaders.CONTENT_TYPE, AnswerText.TYPE);
            ctx.end();
            return;
        }
        response.setStatusCode(HttpUtil.determineResponseCode(exchange, message.getBody()));
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (type != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        message.getHeaders().forEach((name, value) -> {
            if (!filter.applyFilterToCamelHeaders(name, value, exchange)) {
                response.putHeader(name, texts(value));
            }
        });
        Buffer body = body(exchange, message.getBody());
        if (body == null) {
            ctx.end();
        } else {
            ctx.end(body);
        }
    }

    private static List<String> texts(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList() : List.of(String.valueOf(value));
    }

    private static Buffer body(Exchange exchange, Object body)
            throws NoTypeConversionAvailableException {
        if (body == null) {
            return null;
        }
        if (body instanceof String text) {
            return Buffer.buffer(text);
        }
        return Buffer.buffer(exchange.getContext().getTypeConverter()
                .mandatoryConvertTo(byte[].class, exchange, body));
    }
}
