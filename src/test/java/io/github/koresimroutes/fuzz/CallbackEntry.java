package io.github.koresimroutes.fuzz;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.bundle.Ports;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.http.CallbackServer;
import io.github.koresimroutes.http.ConnectionLimits;
import io.github.koresimroutes.http.ConnectionProbe;
import io.github.koresimroutes.http.Listen;
import io.github.koresimroutes.http.ServerDoor;
import io.github.koresimroutes.journal.TestSqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The way in as it is shipped: the HTTP server, the routes receive-callback and handle-errors, the
 * quarantine and the journal in SQLite. It differs in small limits, which inputs then reach, and in
 * noting what becomes an event.
 */
final class CallbackEntry implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final int REQUESTS = 64;
    private static final int WORKERS = 4;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            64, PATIENCE, PATIENCE, 1024, 256);

    private final Main main = new Main();
    private final int port = Ports.next();
    private final HikariDataSource pool;
    private final Queue<SimEvent> stored = new ConcurrentLinkedQueue<>();
    private ServerDoor door;

    private CallbackEntry(Path directory) {
        pool = TestSqlite.pool(TestSqlite.url(directory));
    }

    static CallbackEntry start(Path directory, Troubles troubles) throws Exception {
        CallbackEntry entry = new CallbackEntry(Files.createDirectories(directory));
        entry.main.setPropertyPlaceholderLocations("file:config/application.properties");
        entry.main.configure().withName("kore-fuzz");
        entry.set("kore.callback.url", Kore.URL);
        entry.set("kore.callback.secret", Kore.SECRET);
        entry.set("kore.callback.account." + Kore.NORTH + ".secret", Kore.NORTH_SECRET);
        entry.set("kore.callback.query-parameters", "tenant");
        entry.set("kore.callback.max-body-size", "2048");
        // A place that is not given back is missed soon.
        entry.set("kore.callback.max-requests", Integer.toString(REQUESTS));
        // The answer to a likely one waits for the disk.
        entry.set("kore.quarantine.likely-count", "0");
        // Longer than a busy machine makes anybody wait: a 503 is then a fault.
        entry.set("kore.callback.body-timeout", PATIENCE_SECONDS + "s");
        entry.set("kore.journal.accept-timeout", PATIENCE_SECONDS + "s");
        entry.set("camel.server.enabled", "false");
        entry.set("camel.management.enabled", "false");
        entry.set("camel.main.routesIncludePattern",
                "file:routes/callback-endpoint.camel.yaml,file:routes/receive-callback.camel.yaml,"
                        + "file:routes/handle-errors.camel.yaml");
        entry.main.configure().addConfiguration(entry.new Resources());
        entry.main.configure().addConfiguration(new KoreSimRoutes());
        entry.main.configure().addConfiguration(entry.new Notes(troubles));
        entry.main.start();
        entry.door = ServerDoor.of(entry.main.getCamelContext());
        entry.door.vertx().exceptionHandler(thrown -> troubles.add("uncaught in Vert.x", thrown));
        return entry;
    }

    private void set(String key, String value) {
        main.addOverrideProperty(key, value);
    }

    /**
     * Sends the pieces over a connection of their own.
     *
     * @return all that the server answered, once it has done with them
     */
    String send(Script script) throws IOException, InterruptedException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) (PATIENCE_SECONDS * 1000));
            ConnectionProbe probe = door.watch(socket.getLocalSocketAddress());
            try {
                for (byte[] piece : script.pieces()) {
                    socket.getOutputStream().write(piece);
                }
            } catch (IOException e) {
                // The server has closed it: it may, at whatever point.
            }
            if (!probe.awaitQuiet(script.text().length(), PATIENCE_SECONDS)) {
                throw new AssertionError("The server neither answers nor closes");
            }
            try {
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answers);
            } catch (IOException e) {
                // reset: what came before counts
            }
        }
        awaitRoutes();
        return Kore.text(answers.toByteArray());
    }

    /** A connection may be closed while its requests are still in the route. */
    private void awaitRoutes() throws InterruptedException {
        for (int i = 0; main.getCamelContext().getInflightRepository().size() > 0; i++) {
            if (i > PATIENCE_SECONDS * 1000) {
                throw new AssertionError("A request does not end");
            }
            Thread.sleep(1);
        }
    }

    /** The next event that was stored, or null. */
    SimEvent nextEvent() {
        return stored.poll();
    }

    /** What the journal holds in the end: the signature that each event must have come with. */
    Set<String> signaturesInJournal() throws SQLException {
        Set<String> signatures = new HashSet<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT secret_label, body FROM sim_event")) {
            while (rows.next()) {
                signatures.add(Kore.sign(
                        Kore.secretOf(rows.getString(1)), Kore.URL, rows.getBytes(2)));
            }
        }
        return signatures;
    }

    int connections() {
        return door.count();
    }

    @Override
    public void close() {
        main.stop();
        pool.close();
    }

    /** What a runtime brings; nothing connects to the broker here. */
    private final class Resources implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) throws Exception {
            context.getRegistry().bind(KoreSimRoutes.DATA_SOURCE, pool);
            context.getRegistry().bind(KoreSimRoutes.CONNECTION_FACTORY,
                    new ActiveMQConnectionFactory("vm://none?create=false"));
            CallbackServer.of(new Listen("127.0.0.1", port, WORKERS, LIMITS, Optional.empty()))
                    .addTo(context);
        }
    }

    /** Has what happens in the routes noted. */
    private final class Notes implements CamelConfiguration {

        private final Troubles troubles;

        private Notes(Troubles troubles) {
            this.troubles = troubles;
        }

        @Override
        public void configure(CamelContext context) {
            context.getManagementStrategy().addEventNotifier(troubles);
            IdempotentRepository real = context.getRegistry()
                    .lookupByNameAndType("kore-journal", IdempotentRepository.class);
            context.getRegistry().bind("kore-journal", IdempotentRepository.class,
                    new NotedJournal(real, stored));
        }
    }
}
