package io.github.koresimroutes.http.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.http.HttpUtil;

/**
 * What a route has left in its exchange, as an HTTP answer.
 *
 * @param type its content type, or null
 * @param body never null
 */
record RouteAnswer(int status, String type, Map<String, List<String>> headers, byte[] body) {

    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    /** An exception that no route has handled: it is not told, and KORE tries again. */
    static final RouteAnswer FAILED = new RouteAnswer(UNAVAILABLE, null, Map.of(), new byte[0]);

    static RouteAnswer of(Exchange exchange, HeaderFilterStrategy filter)
            throws NoTypeConversionAvailableException {
        Message message = exchange.getMessage();
        int status = HttpUtil.determineResponseCode(exchange, message.getBody());
        if (exchange.getException() != null || status == INTERNAL_ERROR) {
            return FAILED;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!filter.applyFilterToCamelHeaders(name, value, exchange)) {
                headers.put(name, texts(value));
            }
        });
        byte[] body = message.getBody() == null ? new byte[0] : exchange.getContext()
                .getTypeConverter().mandatoryConvertTo(byte[].class, exchange, message.getBody());
        return new RouteAnswer(
                status, message.getHeader(Exchange.CONTENT_TYPE, String.class), headers, body);
    }

    private static List<String> texts(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList() : List.of(String.valueOf(value));
    }

    void write(HttpServletResponse response) throws IOException {
        if (this == FAILED) {
            PlainAnswer.write(response, status);
            return;
        }
        response.setStatus(status);
        headers.forEach((name, values) -> values.forEach(value ->
                response.addHeader(name, value)));
        if (type != null) {
            response.setContentType(type);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
