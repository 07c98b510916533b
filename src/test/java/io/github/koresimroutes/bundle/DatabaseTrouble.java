package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What a client and the process see of a database in trouble, whatever the trouble is. */
final class DatabaseTrouble {

    /** KORE gives up then: an answer that comes later is none. */
    private static final Duration KORE_WAITS = Duration.ofSeconds(15);

    private final RunningBundle bundle;
    private final TestBroker broker;

    DatabaseTrouble(RunningBundle bundle, TestBroker broker) {
        this.bundle = bundle;
        this.broker = broker;
    }

    interface Step {
        void run() throws Exception;
    }

    /**
     * Sends that many callbacks at once during the trouble; all are answered 503 in time. Sends
     * them again after it: then each is on its queue, once.
     */
    void passes(int callbacks, Step begin, Step end) throws Exception {
        await().until(() -> bundle.client().status() == 200);
        broker.takeOne("kore.sim.active");
        List<KoreClient> clients = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < callbacks; i++) {
            String token = KoreClient.newToken();
            tokens.add(token);
            clients.add(bundle.client().withToken(token));
        }
        begin.run();
        try {
            long threads = threads();
            long start = System.nanoTime();
            for (HttpResponse<String> answer : sendAll(clients)) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(KORE_WAITS);
            assertThat(threads()).isLessThan(threads + 100);
        } finally {
            end.run();
        }
        KoreClient first = clients.get(0);
        await().atMost(Duration.ofSeconds(30)).until(() -> first.status() == 200);
        for (HttpResponse<String> answer : sendAll(clients)) {
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        List<String> received = new ArrayList<>();
        broker.take("kore.sim.active", callbacks).forEach(message ->
                received.add(TestBroker.text(message, "KoreIdempotencyToken")));
        assertThat(received).containsExactlyInAnyOrderElementsOf(tokens);
    }

    static List<HttpResponse<String>> sendAll(List<KoreClient> clients) {
        List<CompletableFuture<HttpResponse<String>>> answers =
                clients.stream().map(KoreClient::sendAsync).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** Not those of the client here, which has one for each answer that it waits for. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient")).count();
    }
}
