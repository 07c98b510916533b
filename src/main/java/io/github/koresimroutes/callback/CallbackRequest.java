package io.github.koresimroutes.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What of an HTTP request matters to a KORE callback. Each header is given with all its values, so
 * that a repeated one is seen.
 *
 * @param endpoint     the name of the {@link Endpoint} that got it
 * @param method       the HTTP method, in upper case
 * @param contentTypes values of {@code Content-Type}
 * @param signatures   values of {@code Kore-Signature}
 * @param tokens       values of {@code Kore-Idempotency-Token}
 * @param dates        values of {@code Date}
 * @param rawQuery     the query string as received, or null
 * @param body         the body's bytes exactly as received; empty for none, never null
 * @param receivedAt   when it was received
 */
public record CallbackRequest(
        String endpoint,
        String method,
        List<String> contentTypes,
        List<String> signatures,
        List<String> tokens,
        List<String> dates,
        String rawQuery,
        byte[] body,
        Instant receivedAt) {

    /** Whether its parameters are in the query, of which KORE signs nothing. */
    public boolean isGet() {
        return method.equals("GET");
    }

    /** The bytes that hold its parameters: the body or, of a GET callback, the query. */
    public byte[] parameters() {
        if (!isGet()) {
            return body;
        }
        return rawQuery == null ? new byte[0] : rawQuery.getBytes(StandardCharsets.UTF_8);
    }

    /** Says nothing of the request's content, so that it may be logged. */
    @Override
    public String toString() {
        return "CallbackRequest[" + method + ", " + body.length + " bytes]";
    }
}
