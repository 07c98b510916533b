package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AMQP over TLS, to a broker that asks who one is. */
@Tag("brokers")
@Timeout(60)
class AmqpTlsTest {

    private static final String USER = "kore-sim";
    private static final String PASSWORD = "of-the-broker";
    private static final String STORE_PASSWORD = "changeit";

    /** What a TLS port of the broker needs, in a store that serves as the client's trust, too. */
    private static final class Secured extends TestBroker {

        private final int port = RunningBundle.freePort();
        private final Path store;

        Secured(Path directory, Path store) throws Exception {
            super(directory, RunningBundle.freePort());
            this.store = store;
            start();
        }

        @Override
        void prepare(BrokerService broker) throws Exception {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray()),
                    STORE_PASSWORD.toCharArray());
            broker.setSslContext(new SslContext(keys.getKeyManagers(), null, null));
            broker.setPlugins(new BrokerPlugin[] {next -> new BrokerFilter(next) {
                @Override
                public void addConnection(ConnectionContext context, ConnectionInfo info)
                        throws Exception {
                    if (!USER.equals(info.getUserName()) || !PASSWORD.equals(info.getPassword())) {
                        throw new SecurityException("this user is unknown");
                    }
                    super.addConnection(context, info);
                }
            }});
            broker.addConnector("amqp+ssl://localhost:" + port + "?transport.transformer=jms");
        }

        @Override
        Map<String, String> settings() {
            return Map.of("kore.broker.url", "amqps://localhost:" + port
                            + "?transport.trustStoreLocation=" + store
                            + "&transport.trustStorePassword=" + STORE_PASSWORD
                            + "&transport.trustStoreType=PKCS12",
                    "kore.broker.user", USER, "kore.broker.password", PASSWORD);
        }
    }

    @Test
    void anEventGoesToABrokerWhoseCertificateIsTrustedAsItsUser(@TempDir Path directory)
            throws Exception {
        TestCertificate.make(directory, "localhost", "EC");
        Secured broker =
                new Secured(directory.resolve("broker"), directory.resolve("localhost.p12"));
        try (RunningBundle bundle =
                RunningBundle.start(RunningBundle.sqlite(directory, broker))) {
            assertThat(bundle.client().status()).isEqualTo(200);

            assertThat(TestBroker.take(new ActiveMQConnectionFactory(USER, PASSWORD, broker.url()),
                    "kore.sim.active", 1)).hasSize(1);
            assertThatThrownBy(() -> new JmsConnectionFactory(
                    USER, PASSWORD, "amqps://localhost:" + broker.port).createConnection())
                    .isInstanceOf(JMSException.class).hasMessageContaining("certificat");
        } finally {
            broker.close();
        }
    }
}
