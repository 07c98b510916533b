package io.github.koresimroutes.camel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A health check that asks a database, made harmless: it is asked once at a time and not again
 * within a few seconds, however many ask, and whoever asks waits for a moment at the most.
 */
final class BoundedCheck extends AbstractHealthCheck {

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final HealthCheck check;
    private CompletableFuture<Result> latest;
    private long begun;

    BoundedCheck(HealthCheck check) {
        super(check.getGroup(), check.getId());
        this.check = check;
    }

    @Override
    public boolean isReadiness() {
        return check.isReadiness();
    }

    @Override
    public boolean isLiveness() {
        return check.isLiveness();
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        CompletableFuture<Result> asked = ask();
        try {
            Result result = asked.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            builder.state(result.getState());
            result.getMessage().ifPresent(builder::message);
            result.getDetails().forEach(builder::detail);
        } catch (TimeoutException e) {
            builder.down().message("the journal's database has not answered for "
                    + Duration.ofNanos(System.nanoTime() - begun()).toSeconds() + " s");
        } catch (ExecutionException e) {
            builder.down().message(e.getCause().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.unknown();
        }
    }

    private synchronized long begun() {
        return begun;
    }

    private synchronized CompletableFuture<Result> ask() {
        boolean old = System.nanoTime() - begun > FRESH.toNanos();
        if (latest == null || latest.isDone() && old) {
            CompletableFuture<Result> answer = new CompletableFuture<>();
            latest = answer;
            begun = System.nanoTime();
            Thread thread = new Thread(() -> {
                try {
                    answer.complete(check.call());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            }, getId() + "-check");
            thread.setDaemon(true);
            thread.start();
        }
        return latest;
    }
}
