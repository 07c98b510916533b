package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.journal.TestPostgres;
import io.github.koresimroutes.servers.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS to database and broker, as docs/go-to-production.md has it; AmqpTlsTest has the other one. */
@Timeout(120)
class EncryptedTest {

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    private TestCertificate certificate;

    @BeforeEach
    void makeACertificate() throws Exception {
        certificate = TestCertificate.make(directory, "localhost", "RSA");
    }

    @Test
    void postgresqlIsReachedByTlsAndVerified() throws Exception {
        try (EmbeddedPostgres server = TestPostgres.builder().start();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            Path data = Path.of(text(statement, "SHOW data_directory"));
            give(certificate.certificate(), data.resolve("server.crt"));
            give(certificate.key(), data.resolve("server.key"));
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
            String verified = server.getJdbcUrl("postgres", "postgres") + "&sslmode=verify-full";

            assertTaken(verified + "&sslrootcert=" + certificate.certificate(), () ->
                    assertThat(text(statement, "SELECT string_agg(ssl::text, ',') FROM pg_stat_ssl"
                            + " JOIN pg_stat_activity USING (pid) WHERE pid <> pg_backend_pid()"
                            + " AND usename IS NOT NULL")).matches("true(,true)*"));
            assertThatThrownBy(() -> assertTaken(verified, () -> { }))
                    .hasStackTraceContaining("root.crt");
        }
    }

    @Test
    void mariaDbIsReachedByTlsAndVerified() throws Exception {
        MariaDbServer server = new MariaDbServer(directory,
                "--ssl-cert=" + certificate.certificate(), "--ssl-key=" + certificate.key());
        try (Connection connection = DriverManager.getConnection(server.url("kore"));
                Statement statement = connection.createStatement()) {
            assertThat(encrypted(statement)).isZero();
            assertTaken(server.url("kore").replace("127.0.0.1", "localhost")
                            + "&sslMode=verify-full&serverSslCert=" + certificate.certificate(),
                    () -> assertThat(encrypted(statement)).isPositive());
        } finally {
            server.kill();
        }
    }

    /** How many connections were, since the server began. */
    private static int encrypted(Statement statement) throws SQLException {
        return Integer.parseInt(text(statement, "SELECT variable_value FROM"
                + " information_schema.global_status WHERE variable_name = 'SSL_ACCEPTS'"));
    }

    /** The client takes whom to trust from the JVM. */
    @Test
    void activeMqIsReachedByTls() throws Exception {
        int port = RunningBundle.freePort();
        Path store = directory.resolve("localhost.p12");
        TestBroker broker = new TestBroker(directory.resolve("broker"), RunningBundle.freePort()) {
            @Override
            void prepare(BrokerService service) throws Exception {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(
                        KeyManagerFactory.getDefaultAlgorithm());
                keys.init(KeyStore.getInstance(store.toFile(), STORE_PASSWORD), STORE_PASSWORD);
                service.setSslContext(new SslContext(keys.getKeyManagers(), null, null));
                service.addConnector("ssl://localhost:" + port);
            }
        };
        broker.start();
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.broker.url", "ssl://localhost:" + port);
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.options("-Djavax.net.ssl.trustStore=" + store,
                    "-Djavax.net.ssl.trustStorePassword=" + new String(STORE_PASSWORD));
            bundle.start();
            assertThat(bundle.client().status()).isEqualTo(200);
            assertThat(broker.takeOne("kore.sim.active")).isNotNull();
        } finally {
            broker.close();
        }
    }

    private interface Check {
        void run() throws SQLException;
    }

    private void assertTaken(String journal, Check meanwhile) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = new HashMap<>(broker.settings());
        settings.put("kore.journal.url", journal);
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(bundle.client().status()).isEqualTo(200);
            broker.takeOne("kore.sim.active");
            meanwhile.run();
        } finally {
            broker.close();
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** To the server's user, and nobody else. */
    private static void give(Path file, Path place) throws Exception {
        Files.copy(file, place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(place, Files.getOwner(place.getParent()));
    }
}
