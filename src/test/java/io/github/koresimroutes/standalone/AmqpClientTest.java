package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.apache.qpid.jms.policy.JmsDefaultRedeliveryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpClientTest {

    private static JmsConnectionFactory factory(String kind, String url) {
        Map<String, String> settings = new HashMap<>(Map.of("kore.broker.url", url,
                "kore.broker.user", "me", "kore.broker.password", "secret"));
        if (kind != null) {
            settings.put("kore.broker.kind", kind);
        }
        return (JmsConnectionFactory) new StandaloneResources()
                .connect(Settings.of(settings)).getConnectionFactory();
    }

    private static JmsConnectionFactory factory(String url) {
        return factory("amqp", url);
    }

    @Test
    void nothingWaitsForEverAndNoBatonIsHoardedAndNoSendFailsInSilence() {
        JmsConnectionFactory factory = factory("amqp://127.0.0.1:1");

        assertThat(factory.getConnectTimeout()).isEqualTo(5_000);
        assertThat(factory.getSendTimeout()).isEqualTo(10_000);
        assertThat(factory.getRequestTimeout()).isEqualTo(10_000);
        assertThat(factory.getCloseTimeout()).isEqualTo(5_000);
        assertThat(factory.getRemoteURI()).isEqualTo("amqp://127.0.0.1:1"
                + "?transport.connectTimeout=5000&amqp.idleTimeout=30000&amqp.drainTimeout=10000");
        assertThat(((JmsDefaultPrefetchPolicy) factory.getPrefetchPolicy()).getQueuePrefetch())
                .isEqualTo(1);
        assertThat(((JmsDefaultRedeliveryPolicy) factory.getRedeliveryPolicy())
                .getMaxRedeliveries()).isEqualTo(-1);
        assertThat(factory.isForceSyncSend()).isTrue();
        assertThat(factory.getUsername()).isEqualTo("me");
        assertThat(factory.getPassword()).isEqualTo("secret");
    }

    @Test
    void aFailoverWithoutBracketsIsNotTakenForOneOfAnotherBroker() {
        assertThatThrownBy(() -> BrokerKind.ACTIVEMQ.with("failover:amqp://a:1,amqp://b:2"))
                .isInstanceOf(StartException.class).hasMessageContaining("failover:(amqp://one");
    }

    @Test
    void whatTheUrlSetsWinsOverTheDefaults() {
        JmsConnectionFactory factory =
                factory("amqps://127.0.0.1:1?jms.sendTimeout=77&amqp.idleTimeout=88");

        assertThat(factory.getSendTimeout()).isEqualTo(77);
        assertThat(factory.getRemoteURI()).isEqualTo(
                "amqps://127.0.0.1:1?amqp.idleTimeout=88&transport.connectTimeout=5000"
                        + "&amqp.drainTimeout=10000");
        assertThat(factory.isForceSyncSend()).isTrue();
    }

    @Test
    void severalHostsHaveTheSameLimitsAndAreNotTriedForEver() {
        assertThat(factory("failover:(amqp://a:1,amqps://b:2?transport.verifyHost=false)")
                .getRemoteURI()).endsWith(")?failover.nested.transport.connectTimeout=5000"
                        + "&failover.nested.amqp.idleTimeout=30000"
                        + "&failover.nested.amqp.drainTimeout=10000"
                        + "&failover.maxReconnectAttempts=2");
        assertThat(factory("failover:(amqp://a:1)?failover.maxReconnectAttempts=7").getRemoteURI())
                .contains("failover.maxReconnectAttempts=7")
                .doesNotContain("failover.maxReconnectAttempts=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqp://127.0.0.1:1", "amqps://127.0.0.1:1", "amqpwss://127.0.0.1:1",
        "failover:(amqp://127.0.0.1:1)"})
    void aUrlOfAmqpNeedsNoKind(String url) {
        assertThat(factory(null, url).getRemoteURI()).contains("127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "artemis | amqp://broker:5672      | kind = artemis does not fit kore.broker.url",
        "amqp    | tcp://broker:61616      | kind = amqp does not fit kore.broker.url",
        "amqp    | failover:(tcp://b:6161) | kind = amqp does not fit kore.broker.url",
        "amqp    | amqp://a b              | the setting kore.broker.url is no URL of AMQP 1.0: ",
        "amqp    | amqp://b?jms.nonsense=1 | the setting kore.broker.url is no URL of AMQP 1.0: "})
    void aUrlThatIsNoneOrOfAnotherKindIsSaid(String kind, String url, String message) {
        assertThatThrownBy(() -> factory(kind, url)).isInstanceOf(StartException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aKindWithoutAUrlIsSaid() {
        assertThatThrownBy(() -> new StandaloneResources()
                .connect(Settings.of(Map.of("kore.broker.kind", "amqp"))))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith("set kore.broker.url, for example amqp://broker:5672");
    }
}
