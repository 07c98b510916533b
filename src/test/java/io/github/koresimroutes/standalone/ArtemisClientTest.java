package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

class ArtemisClientTest {

    private static ActiveMQConnectionFactory factory(String url) {
        JmsPoolConnectionFactory pool = BrokerConnections.pool(
                new BrokerAddress(BrokerKind.ARTEMIS, url, "me", "secret"), "baton");
        return (ActiveMQConnectionFactory) pool.getConnectionFactory();
    }

    @Test
    void nothingWaitsForEverAndNoBatonIsHoarded() {
        ActiveMQConnectionFactory factory = factory("tcp://127.0.0.1:1");
        assertThat(factory.getCallTimeout()).isEqualTo(10_000);
        assertThat(factory.getCallFailoverTimeout()).isEqualTo(10_000);
        assertThat(factory.getConnectionTTL()).isEqualTo(30_000);
        assertThat(factory.getReconnectAttempts()).isZero();
        assertThat(factory.getConsumerWindowSize()).isZero();
        assertThat(factory.isBlockOnDurableSend()).isTrue();
        assertThat(factory.isBlockOnAcknowledge()).isTrue();
        assertThat(factory.isUseTopologyForLoadBalancing()).isFalse();
        assertThat(factory.getUser()).isEqualTo("me");
        assertThat(factory.getPassword()).isEqualTo("secret");
    }

    @Test
    void whatTheUrlSetsWinsOverTheDefaults() {
        ActiveMQConnectionFactory factory = factory(
                "(tcp://127.0.0.1:1,tcp://127.0.0.1:2)?callTimeout=77&reconnectAttempts=3");
        assertThat(factory.getCallTimeout()).isEqualTo(77);
        assertThat(factory.getReconnectAttempts()).isEqualTo(3);
        assertThat(factory.getConsumerWindowSize()).isZero();
    }

    @Test
    void aUrlThatIsNoneIsSaid() {
        assertThatThrownBy(() -> factory("tcp://a b")).isInstanceOf(StartException.class)
                .hasMessageStartingWith("the setting kore.broker.url is no URL of Artemis: ");
    }

    @Test
    void anUnknownKindIsSaid() {
        assertThatThrownBy(() -> BrokerKind.of("rabbit")).isInstanceOf(StartException.class)
                .hasMessage("kore.broker.kind = rabbit is wrong: it takes activemq, artemis or amqp.");
    }

    @Test
    void artemisWithoutAUrlIsSaid() {
        StandaloneSettings settings = Settings.of(Map.of("kore.broker.kind", "artemis"));
        assertThatThrownBy(() -> new StandaloneResources().connect(settings))
                .isInstanceOf(StartException.class).hasMessageContaining("set kore.broker.url");
    }

    @Test
    void aMissingJarIsSaid() throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(jar).getFileName().toString().startsWith("artemis-")) {
                jars.add(Path.of(jar).toUri().toURL());
            }
        }
        try (URLClassLoader without = new URLClassLoader(
                jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> poolOf(without)).cause()
                    .hasMessageStartingWith("the client of Artemis is missing: there is no class ")
                    .hasMessageContaining("Put artemis-jakarta-client and what it needs into lib/");
        }
    }

    private static void poolOf(ClassLoader loader) throws Exception {
        Class<?> kind = loader.loadClass(BrokerKind.class.getName());
        Class<?> address = loader.loadClass(BrokerAddress.class.getName());
        var constructor = address.getDeclaredConstructor(
                kind, String.class, String.class, String.class);
        constructor.setAccessible(true);
        Method of = kind.getDeclaredMethod("of", String.class);
        of.setAccessible(true);
        Method pool = loader.loadClass(BrokerConnections.class.getName())
                .getDeclaredMethod("pool", address, String.class);
        pool.setAccessible(true);
        Object artemis = constructor.newInstance(
                of.invoke(null, "artemis"), "tcp://127.0.0.1:1", null, null);
        pool.invoke(null, artemis, "baton");
    }
}
