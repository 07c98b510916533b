package io.github.koresimroutes.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Answers to requests that do not reach the route: one line each, nothing of the request in it. */
final class Answers {

    private static final Map<Integer, String> REASONS = Map.of(
            400, "the request is malformed",
            404, "nothing here",
            405, "the method is not allowed",
            413, "the body is too large",
            503, "not stored, please try again",
            415, "Content-Type must be application/x-www-form-urlencoded or application/json");

    private final String allowedMethods;

    Answers(String allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    static void notFound(RoutingContext ctx) {
        answer(ctx, 404);
    }

    /** The routes are not up yet, or not any more. */
    static void notReady(RoutingContext ctx) {
        answer(ctx, 503);
    }

    /** The path is right, so the method or else the content type is not. */
    void methodOrType(RoutingContext ctx) {
        boolean allowed = allowedMethods == null
                || allowedMethods.contains(ctx.request().method().name());
        if (!allowed) {
            ctx.response().putHeader(HttpHeaders.ALLOW, allowedMethods);
        }
        answer(ctx, allowed ? 415 : 405);
    }

    /** What failed outside the route: a client's fault keeps its status, ours becomes 503. */
    void failure(RoutingContext ctx) {
        int status = ctx.statusCode();
        answer(ctx, status >= 400 && status < 500 ? status : 503);
    }

    /** What Camel itself answers where a forced stop caught a request in its route is 500. */
    static void neverInternalError(RoutingContext ctx) {
        if (ctx.response().getStatusCode() == 500) {
            ctx.response().setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, "2");
        }
    }

    /** Answers before the body is read; what is left of it would be taken for a request. */
    static void andClose(RoutingContext ctx, int status) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        ctx.response().endHandler(sent -> ctx.request().connection().close());
        answer(ctx, status);
    }

    private static void answer(RoutingContext ctx, int status) {
        if (ctx.response().ended()) {
            return;
        }
        if (status == 503) {
            ctx.response().putHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(REASONS.getOrDefault(status, "not taken"));
    }
}
