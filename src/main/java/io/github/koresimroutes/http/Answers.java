package io.github.koresimroutes.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers to requests that do not reach the route: one line each, nothing of the request in it. */
final class Answers {

    private final String allowedMethods;

    Answers(String allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    /** For what never became a request; the connection ends with it. */
    static FullHttpResponse last(int status) {
        ByteBuf text = Unpooled.copiedBuffer(AnswerText.reason(status), StandardCharsets.UTF_8);
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), text);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, AnswerText.TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    static void malformed(RoutingContext ctx) {
        answer(ctx, 400);
    }

    static void notFound(RoutingContext ctx) {
        answer(ctx, 404);
    }

    /** The routes are not up yet, or not any more. */
    static void notReady(RoutingContext ctx) {
        answer(ctx, 503);
    }

    /** Matching a route to a content type that it cannot read, Vert.x would answer 500. */
    static void readableType(RoutingContext ctx) {
        try {
            ctx.parsedHeaders().contentType().parameter("charset");
        } catch (RuntimeException e) {
            andClose(ctx, 415);
            return;
        }
        ctx.next();
    }

    /** The path is right, so the method or else the content type is not. */
    void methodOrType(RoutingContext ctx) {
        boolean allowed = allowedMethods == null || List.of(allowedMethods.split(","))
                .contains(ctx.request().method().name());
        if (!allowed) {
            ctx.response().putHeader(HttpHeaders.ALLOW, allowedMethods);
        }
        int status = allowed ? 415 : 405;
        if (hasBody(ctx)) {
            andClose(ctx, status);
        } else {
            answer(ctx, status);
        }
    }

    /** It has not been read, and must not be taken for the next request's. */
    private static boolean hasBody(RoutingContext ctx) {
        String length = ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return ctx.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                || length != null && !length.strip().equals("0");
    }

    /** What Vert.x itself refuses: an address without a path is none that could be served. */
    static void unserved(RoutingContext ctx) {
        String path = ctx.request().path();
        if (path == null || !path.startsWith("/")) {
            ctx.response().putHeader(HttpHeaders.ALLOW, "POST");
            answer(ctx, 405);
        } else {
            int status = ctx.statusCode();
            answer(ctx, status >= 400 && status < 500 ? status : 503);
        }
    }

    /** What failed outside the route: a client's fault keeps its status, ours becomes 503. */
    void failure(RoutingContext ctx) {
        int status = ctx.statusCode();
        answer(ctx, status >= 400 && status < 500 ? status : 503);
    }

    /** What Camel itself answers where a forced stop caught a request in its route is 500. */
    static void neverInternalError(RoutingContext ctx) {
        if (ctx.response().getStatusCode() == 500) {
            ctx.response().setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, AnswerText.RETRY_AFTER);
        }
    }

    /** Answers before the body is read; what is left of it would be taken for a request. */
    static void andClose(RoutingContext ctx, int status) {
        // In HTTP/2 its stream ends with the answer, which a reset would overtake.
        if (!shares(ctx.request())) {
            ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
            ctx.addEndHandler(sent -> LastAnswer.end(ctx.request().connection()));
        }
        answer(ctx, status);
    }

    /** Ends what a client still sends: the connection, or in HTTP/2 the one request. */
    static void cut(HttpServerRequest request) {
        if (shares(request)) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /** In HTTP/2 other requests are on the connection at the same time. */
    private static boolean shares(HttpServerRequest request) {
        return request.version() == io.vertx.core.http.HttpVersion.HTTP_2;
    }

    private static void answer(RoutingContext ctx, int status) {
        if (ctx.response().ended()) {
            return;
        }
        if (status == 503) {
            ctx.response().putHeader(HttpHeaders.RETRY_AFTER, AnswerText.RETRY_AFTER);
        }
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, AnswerText.TYPE)
                .end(AnswerText.reason(status));
    }
}
