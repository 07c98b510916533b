package io.github.koresimroutes.http.servlet;

import io.github.koresimroutes.http.AnswerText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers that are given without the route: one line each, nothing of the request in it. */
final class PlainAnswer {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private PlainAnswer() {
    }

    static void write(HttpServletResponse response, int status) throws IOException {
        write(response, status, Map.of());
    }

    /** Before the body is read: what is left of it is not to be taken for a request. */
    static void andClose(HttpServletResponse response, int status) throws IOException {
        write(response, status, Map.of("Connection", "close"));
    }

    /** The right path with another method. */
    static void methodNotAllowed(HttpServletResponse response, String allowed) throws IOException {
        write(response, METHOD_NOT_ALLOWED, Map.of("Connection", "close", "Allow", allowed));
    }

    private static void write(HttpServletResponse response, int status, Map<String, String> headers)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        byte[] text = AnswerText.reason(status).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (status == UNAVAILABLE) {
            response.setHeader("Retry-After", AnswerText.RETRY_AFTER);
        }
        response.setContentType(AnswerText.TYPE);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
