package io.github.koresimroutes.http;

import java.util.Map;

/** What is said to requests that get no answer from a route: one line each. */
public final class AnswerText {

    public static final String TYPE = "text/plain; charset=utf-8";
    /** Seconds: KORE tries again within a few. */
    public static final String RETRY_AFTER = "2";
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "the request is malformed"),
            Map.entry(404, "nothing here"),
            Map.entry(405, "the method is not allowed"),
            Map.entry(413, "the body is too large"),
            Map.entry(414, "the URL is too long"),
            Map.entry(431, "the headers are too large"),
            Map.entry(505, "the HTTP version is not supported"),
            Map.entry(503, "not stored, please try again"),
            Map.entry(415, "Content-Type must be application/x-www-form-urlencoded or"
                    + " application/json"));

    private AnswerText() {
    }

    /** The line for a status, without anything of the request. */
    public static String reason(int status) {
        return REASONS.getOrDefault(status, "not taken");
    }
}
