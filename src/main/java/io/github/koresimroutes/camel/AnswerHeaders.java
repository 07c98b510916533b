package io.github.koresimroutes.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * {@code kore-http-headers}: no header, query parameter or form field of a request becomes a Camel
 * header by itself, and of Camel's headers only {@code Retry-After} reaches the response.
 */
final class AnswerHeaders implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !"Retry-After".equalsIgnoreCase(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
