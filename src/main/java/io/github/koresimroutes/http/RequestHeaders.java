package io.github.koresimroutes.http;

import java.util.List;

/** The request headers that matter to a KORE callback; every other one stays outside. */
public final class RequestHeaders {

    public static final String CONTENT_TYPE = "Content-Type";
    public static final String DATE = "Date";
    public static final String SIGNATURE = "Kore-Signature";
    public static final String TOKEN = "Kore-Idempotency-Token";

    /** All of them. */
    public static final List<String> TAKEN = List.of(CONTENT_TYPE, DATE, SIGNATURE, TOKEN);

    private RequestHeaders() {
    }
}
