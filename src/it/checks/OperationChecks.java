package checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators and route editors do to an application with the bundle, and what must hold
 * meanwhile: it is a process of its own here, with a real database and a broker that keeps messages.
 */
public abstract class OperationChecks {

    /** Those that the examples' own settings have. */
    public static final String BROKER_OPTIONS =
            "?jms.redeliveryPolicy.maximumRedeliveries=-1"
                    + "&jms.redeliveryPolicy.initialRedeliveryDelay=100"
                    + "&jms.redeliveryPolicy.redeliveryDelay=100&jms.sendTimeout=10000"
                    + "&jms.prefetchPolicy.queuePrefetch=1";
    private static final int KILLS = 8;
    private static final String ROUTING = "route-by-status.camel.yaml";

    @TempDir
    private Path directory;
    private EmbeddedPostgres database;
    private BrokerService broker;
    private ApplicationProcess application;
    private int port;
    private int managementPort;

    /** What follows {@code java} and the settings: class path and main class, or the jar. */
    protected abstract List<String> application();

    /**
     * The settings of the runtime for what is around it.
     *
     * @param databaseUrl of PostgreSQL, with user and password
     */
    protected abstract Map<String, String> settings(
            String databaseUrl, String brokerUrl, int port, int managementPort);

    /** Answers 200 when callbacks are taken. */
    protected abstract String readiness(int port, int managementPort);

    /** Tells of all checks. */
    protected abstract String health(int port, int managementPort);

    /** Whether no server answers before the bundle has begun. */
    protected boolean answersOnlyWithTheBundle() {
        return true;
    }

    /** For Prometheus. */
    protected abstract String metrics(int port, int managementPort);

    @BeforeEach
    final void startSurroundings() throws Exception {
        database = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").start();
        try (ServerSocket one = new ServerSocket(0); ServerSocket other = new ServerSocket(0)) {
            port = one.getLocalPort();
            managementPort = other.getLocalPort();
        }
        broker = new BrokerService();
        broker.setDataDirectory(directory.resolve("broker").toString());
        broker.setUseJmx(false);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
    }

    @AfterEach
    final void stopAll() throws Exception {
        if (application != null) {
            application.close();
        }
        broker.stop();
        database.close();
    }

    private void start() throws Exception {
        Map<String, String> settings = new TreeMap<>(settings(
                database.getJdbcUrl("postgres", "postgres") + "&socketTimeout=10",
                brokerUrl(), port, managementPort));
        settings.put("kore.callback.secret", BundleChecks.SECRET);
        settings.put("kore.callback.secret-file", "");
        settings.put("kore.callback.url", BundleChecks.URL);
        settings.put("kore.routes.directory", routes().toString());
        settings.put("kore.routes.watch", "true");
        application = new ApplicationProcess(application(), settings,
                Path.of("target", getClass().getSimpleName() + ".application.log"));
        application.await(readiness(port, managementPort));
    }

    private String brokerUrl() throws Exception {
        return broker.getTransportConnectors().get(0).getPublishableConnectString();
    }

    private Path routes() throws IOException {
        return Files.createDirectories(directory.resolve("routes"));
    }

    @Test
    void healthAndMetricsTellOfTheBundle() throws Exception {
        start();
        try (KoreLoad kore = new KoreLoad(port)) {
            assertTrue(kore.one("active"), "ready, and a callback is not taken");
        }
        String url = health(port, managementPort);
        // The routes of the lanes come a moment after the others.
        application.await(url);
        String health = ApplicationProcess.text(url);
        for (String check
                : List.of("kore-journal", "kore-broker", "kore-dispatch", "kore-routes")) {
            assertTrue(health.contains(check), check + " in " + health);
        }
        String metrics = ApplicationProcess.text(metrics(port, managementPort));
        assertTrue(metrics.contains("kore_callbacks_total"), metrics);
        assertTrue(metrics.contains("kore_journal_commit"), metrics);
    }

    /** Else a load balancer would send nobody callbacks any more, which the journal would take. */
    @Test
    void readyWhileTheBrokerIsAway() throws Exception {
        start();
        broker.stop();
        try (KoreLoad kore = new KoreLoad(port)) {
            ApplicationProcess.await("the health to tell that the broker is away",
                    () -> ApplicationProcess.status(health(port, managementPort)) != 200);
            assertEquals(200, ApplicationProcess.status(readiness(port, managementPort)));
            assertTrue(kore.one("active"));
        }
    }

    @Test
    void aStopUnderLoadLosesNothingAndSendsNothingTwice() throws Exception {
        start();
        KoreLoad kore = new KoreLoad(port).begin();
        ApplicationProcess.await("300 callbacks", () -> kore.taken().size() > 300);
        assertTrue(application.stop(), "it does not end by itself");
        kore.close();
        assertOnlyNotReady(kore);

        start();
        assertOnItsQueueOnce(kore.taken());
    }

    @Test
    void killsLoseNothingAndSendNothingTwice() throws Exception {
        start();
        Random moment = new Random(1);
        KoreLoad kore = new KoreLoad(port).begin();
        for (int kill = 0; kill < KILLS; kill++) {
            int before = kore.taken().size();
            ApplicationProcess.await("callbacks after a start",
                    () -> kore.taken().size() > before + 100);
            Thread.sleep(moment.nextInt(700));
            application.kill();
            start();
        }
        kore.close();
        if (answersOnlyWithTheBundle()) {
            assertOnlyNotReady(kore);
        }
        assertOnItsQueueOnce(kore.taken());
    }

    /** KORE tries again after a 503, and takes a 404 as final. */
    private static void assertOnlyNotReady(KoreLoad kore) {
        assertTrue(Set.of(503).containsAll(kore.refused()), "answered " + kore.refused());
    }

    /** The edited file names a bean of the application. */
    @Test
    void anEditComesIntoEffectWhileItRuns() throws Exception {
        start();
        try (KoreLoad kore = new KoreLoad(port)) {
            assertTrue(kore.one("inactive"));
            assertEquals(1, take("kore.sim.inactive", 1).size());
            String edited = shipped().replace("{{kore.queue.inactive}}", "example.inactive")
                    .replaceFirst("( +)steps:\n( +)- to:\n +id: to-inactive-queue",
                            "$1steps:\n$2- process:\n$2    id: stamp\n$2    ref: stamp\n"
                                    + "$2- to:\n$2    id: to-inactive-queue");
            assertTrue(edited.contains("ref: stamp"), edited);
            Files.writeString(routes().resolve(ROUTING), edited);

            List<Message> moved = new ArrayList<>();
            ApplicationProcess.await("an event on the edited queue", () -> {
                try {
                    assertTrue(kore.one("inactive"));
                    moved.addAll(receive("example.inactive", 1, 1000));
                    return !moved.isEmpty();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals("example", moved.get(0).getStringProperty("StampedBy"));
        }
    }

    /** Its route sends with the component jms, which is its own, and nothing of the bundle's. */
    @Test
    void theApplicationsOwnRoutesAreAsBefore() throws Exception {
        start();
        assertEquals("pong", ApplicationProcess.text("http://127.0.0.1:" + port + "/ping"));
        Message message = take("example.pings", 1).get(0);
        assertEquals(null, message.getStringProperty("KoreJournal"));
        assertNotNull(message.getJMSMessageID());
    }

    private static String shipped() throws IOException {
        try (InputStream in = OperationChecks.class.getClassLoader()
                .getResourceAsStream("kore-sim-routes/routes/" + ROUTING)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertOnItsQueueOnce(Set<String> acknowledged) throws Exception {
        List<String> arrived = new ArrayList<>();
        ApplicationProcess.await("all events on their queue", () -> {
            try {
                for (Message message : receive("kore.sim.active", 1000, 2000)) {
                    arrived.add(message.getStringProperty("KoreIdempotencyToken"));
                }
                return arrived.containsAll(acknowledged);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        arrived.addAll(tokens(receive("kore.sim.active", 1, 2000)));
        Set<String> twice = new HashSet<>();
        Set<String> once = new HashSet<>();
        arrived.stream().filter(token -> !once.add(token)).forEach(twice::add);
        assertEquals(Set.of(), twice, "twice on the queue");
        System.out.println("acknowledged " + acknowledged.size() + ", on the queue "
                + arrived.size() + ", lost 0, twice 0");
    }

    private static List<String> tokens(List<Message> messages) throws JMSException {
        List<String> tokens = new ArrayList<>();
        for (Message message : messages) {
            tokens.add(message.getStringProperty("KoreIdempotencyToken"));
        }
        return tokens;
    }

    private List<Message> take(String queue, int count) throws Exception {
        return Queues.take(brokerUrl(), queue, count);
    }

    private List<Message> receive(String queue, int count, long patience) throws Exception {
        return Queues.receive(brokerUrl(), queue, count, patience);
    }
}
