package io.github.koresimroutes.http.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request to a callback's path: its body is read as it comes, then its route is asked. */
final class CallbackRequest implements ReadListener, AsyncListener {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int UNAVAILABLE = 503;
    /** More than a route takes, which has limits of its own. */
    private static final Duration FOR_THE_ROUTE = Duration.ofSeconds(60);

    private final ServletHttpEngine engine;
    private final ServletHttpConsumer consumer;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private final byte[] chunk = new byte[4096];
    private final AtomicBoolean over = new AtomicBoolean();
    /** Whether it holds one of the places that the engine has. */
    private final AtomicBoolean admitted = new AtomicBoolean();
    private AsyncContext async;
    private Future<?> bodyTimeout;

    CallbackRequest(ServletHttpEngine engine, ServletHttpConsumer consumer,
            HttpServletRequest request, HttpServletResponse response) {
        this.engine = engine;
        this.consumer = consumer;
        this.request = request;
        this.response = response;
    }

    void begin() throws IOException {
        async = request.startAsync(request, response);
        async.setTimeout(engine.limits().bodyTimeout().plus(FOR_THE_ROUTE).toMillis());
        async.addListener(this);
        int refused = refusal();
        if (refused == METHOD_NOT_ALLOWED) {
            over.set(true);
            PlainAnswer.methodNotAllowed(
                    response, consumer.getEndpoint().getHttpMethodRestrict());
            end();
        } else if (refused != 0) {
            refuse(refused);
        } else {
            read();
        }
    }

    private void read() throws IOException {
        bodyTimeout = engine.atBodyTimeout(this::late);
        try {
            request.getInputStream().setReadListener(this);
        } catch (RuntimeException e) {
            refuse(UNAVAILABLE);
            throw e;
        }
    }

    private void late() {
        try {
            refuse(UNAVAILABLE);
        } catch (IOException e) {
            consumer.getExceptionHandler().handleException("a client is gone", e);
        }
    }

    /** The status for what is refused before its body is read, or 0. The last one admits it. */
    private int refusal() {
        if (!consumer.isServing()) {
            return UNAVAILABLE;
        }
        String methods = consumer.getEndpoint().getHttpMethodRestrict();
        if (methods != null && !List.of(methods.split(",")).contains(request.getMethod())) {
            return METHOD_NOT_ALLOWED;
        }
        String types = consumer.getEndpoint().getConsumes();
        if (types != null && !List.of(types.split(",")).contains(mediaType())) {
            return UNSUPPORTED_TYPE;
        }
        if (request.getContentLengthLong() > engine.limits().bodyBytes()) {
            return TOO_LARGE;
        }
        if (!engine.enter()) {
            return UNAVAILABLE;
        }
        admitted.set(true);
        return 0;
    }

    private String mediaType() {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = request.getInputStream();
        while (!over.get() && in.isReady()) {
            int read = in.read(chunk);
            if (read < 0) {
                return;
            }
            body.write(chunk, 0, read);
            if (body.size() > engine.limits().bodyBytes()) {
                refuse(TOO_LARGE);
                return;
            }
        }
    }

    private void refuse(int status) throws IOException {
        if (over.compareAndSet(false, true)) {
            try {
                PlainAnswer.andClose(response, status);
            } finally {
                end();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        bodyTimeout.cancel(false);
        if (!over.get()) {
            long arrived = System.nanoTime();
            // Some containers call this on the thread that reads for many connections.
            async.start(() -> {
                // After a time-out the container may have given the request to another one.
                if (!over.get()) {
                    consumer.process(request, body.toByteArray(), arrived, this::answer);
                }
            });
        }
    }

    private void answer(RouteAnswer answer) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        try {
            answer.write(response);
        } catch (IOException e) {
            consumer.getExceptionHandler().handleException("the client did not wait", e);
        } finally {
            end();
        }
    }

    private void end() {
        leave();
        async.complete();
    }

    private void leave() {
        if (bodyTimeout != null) {
            bodyTimeout.cancel(false);
        }
        if (admitted.getAndSet(false)) {
            engine.leave();
        }
    }

    /** The connection broke, or the body is no body. */
    @Override
    public void onError(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            // Some containers answer all the same, and it must not be 200.
            if (!response.isCommitted()) {
                response.setStatus(UNAVAILABLE);
            }
            end();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        refuse(UNAVAILABLE);
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        leave();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started again
    }
}
