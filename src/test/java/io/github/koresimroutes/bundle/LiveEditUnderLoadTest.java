package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.PacedLoad.Sent;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Edits, wrong and right ones, while callbacks come all the time. */
@Timeout(600)
class LiveEditUnderLoadTest {

    /** Moves "inactive" to and fro for so long, at least twice. */
    private static final int SECONDS = Integer.getInteger("kore.load.seconds", 1);
    private static final int CONNECTIONS = 8;
    private static final int PER_SECOND = 120;
    private static final List<String> QUEUES = List.of("kore.sim.active", "kore.sim.inactive",
            "kore.sim.suspended", "kore.sim.billing", "kore.sim.unrouted");

    @TempDir
    private Path directory;

    private TestBroker broker;
    private RouteFolder routes;
    private BundleProcess bundle;
    private PacedLoad load;
    private final Map<String, String> remarks = new LinkedHashMap<>();

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        routes = new RouteFolder(directory.resolve("routes"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        if (SECONDS == 1) {
            settings.put("kore.routes.watch-interval", "200ms");
        }
        bundle = new BundleProcess(directory, settings);
        bundle.arguments("run", "--config", "config", "--routes", routes.path().toString());
        bundle.start();
        load = new PacedLoad(bundle.client(), CONNECTIONS, PER_SECOND, "0 before",
                Map.of("AC" + "a1".repeat(16), List.of(RunningBundle.SECRET)));
    }

    @AfterEach
    void stop() throws Exception {
        load.close();
        bundle.close();
        broker.close();
    }

    @Test
    void noMistakeRefusesACallbackOrTouchesTheRoutesThatRun() throws Exception {
        int refusals = 0;
        for (TypicalMistake mistake : TypicalMistake.values()) {
            String step = "%02d %s".formatted(++refusals, mistake.name().toLowerCase());
            step(step);
            mistake.make(routes);
            awaitCount("refused", refusals);
            remarks.put(step, lastRefusal());
            mistake.mend(routes);
            awaitRunsAgain(refusals);
        }
        Delivered delivered = finish();

        assertThat(delivered.sent).allMatch(Sent::isAccepted);
        delivered.assertOnceAndInOrder();
        assertThat(delivered.byQueue.get("kore.sim.unrouted")).isEmpty();
        assertThat(bundle.metrics()).contains("outcome=\"taken\"} 0.0");
    }

    @Test
    void aQueueIsChangedToAndFroAndNoEventIsLostOrTwiceOrOvertaken() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int edits = 0;
        do {
            String queue = edits % 2 == 0 ? "kore.sim.billing" : "kore.sim.inactive";
            String step = "%02d inactive to %s".formatted(edits + 1, queue);
            step(step);
            long saved = System.nanoTime();
            routes.write(RouteFolder.ROUTING, RouteFolder.sending("inactive", queue));
            awaitCount("taken", ++edits);
            remarks.put(step, "in effect after %,d ms".formatted(
                    (System.nanoTime() - saved) / 1_000_000));
            load.last(Duration.ofMillis(300));
        } while (edits < 2 || System.nanoTime() < end);
        Delivered delivered = finish();

        assertThat(delivered.sent).allMatch(Sent::isAccepted);
        delivered.assertOnceAndInOrder();
        assertThat(delivered.byQueue.get("kore.sim.billing")).isNotEmpty();
        assertThat(delivered.byQueue.get("kore.sim.unrouted")).isEmpty();
    }

    private void step(String name) {
        load.step(name, Map.of("AC" + "a1".repeat(16), List.of(RunningBundle.SECRET)));
    }

    private String lastRefusal() throws Exception {
        List<String> lines = bundle.log().lines().filter(line -> line.contains("error: ")).toList();
        return lines.get(lines.size() - 1).replaceFirst(".*RouteWatch - ", "")
                .replace(routes.path() + "/", "");
    }

    private void awaitCount(String outcome, int edits) {
        await(edits + " " + outcome).atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20)).untilAsserted(() ->
                assertThat(bundle.metrics()).contains("kore_routes_edits_total{outcome=\""
                        + outcome + "\"} " + edits + ".0"));
    }

    private void awaitRunsAgain(int times) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(bundle.log().lines().filter(line ->
                        line.contains("the route files are as they run again"))).hasSize(times));
    }

    private Delivered finish() throws Exception {
        List<Sent> sent = load.finish();
        Map<String, List<TextMessage>> byQueue = new LinkedHashMap<>();
        QUEUES.forEach(queue -> byQueue.put(queue, new ArrayList<>()));
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int found = 0;
        // Once more after all are there: one that is twice would come late.
        for (boolean all = false; !all && System.nanoTime() < end; all = found >= sent.size()) {
            for (String queue : QUEUES) {
                byQueue.get(queue).addAll(broker.take(queue, 0));
            }
            found = byQueue.values().stream().mapToInt(List::size).sum();
        }
        Delivered delivered = new Delivered(sent, byQueue);
        System.out.println(LoadTable.of(sent, "", remarks) + "\n" + delivered);
        return delivered;
    }

    private record Delivered(List<Sent> sent, Map<String, List<TextMessage>> byQueue) {

        private List<String> tokens() {
            return byQueue.values().stream().flatMap(List::stream)
                    .map(message -> TestBroker.text(message, "KoreIdempotencyToken")).toList();
        }

        private void assertOnceAndInOrder() throws Exception {
            assertThat(tokens()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(
                    sent.stream().map(each -> each.callback().token()).toList());
            for (Map.Entry<String, List<TextMessage>> queue : byQueue.entrySet()) {
                Map<String, Long> last = new HashMap<>();
                for (TextMessage message : queue.getValue()) {
                    long sequence = message.getLongProperty("KoreSequence");
                    Long before = last.put(TestBroker.text(message, "SimSid"), sequence);
                    assertThat(before == null || before < sequence).as(queue.getKey()).isTrue();
                }
            }
        }

        @Override
        public String toString() {
            List<String> tokens = new ArrayList<>(tokens());
            long distinct = tokens.stream().distinct().count();
            StringBuilder text = new StringBuilder("callbacks      " + sent.size()
                    + "\nrefused        " + sent.stream().filter(s -> !s.isAccepted()).count()
                    + "\nlost           " + (sent.size() - distinct)
                    + "\ntwice          " + (tokens.size() - distinct));
            byQueue.forEach((queue, messages) ->
                    text.append("\n").append(queue).append("  ").append(messages.size()));
            return text.toString();
        }
    }
}
