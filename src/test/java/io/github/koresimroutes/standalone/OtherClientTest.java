package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.jms.ConnectionFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that the distribution has, as if it had not. */
class OtherClientTest {

    private static final String KEY = "kore.broker.connection-factory";
    private static final String CLASS = "org.apache.activemq.ActiveMQConnectionFactory";

    private final Map<String, String> settings = new HashMap<>(Map.of(KEY, CLASS));

    private ConnectionFactory factory() {
        return (ConnectionFactory) new StandaloneResources().connect(Settings.of(settings))
                .getConnectionFactory();
    }

    @Test
    void itsPropertiesAreSetHoweverTheyAreWritten() {
        settings.put(KEY + ".brokerURL", "tcp://127.0.0.1:1");
        settings.put(KEY + ".send-timeout", "77");
        settings.put(KEY + ".USEASYNCSEND", "true");
        settings.put(KEY + ".password", "#it is {taken} as it is");

        ActiveMQConnectionFactory factory = (ActiveMQConnectionFactory) factory();

        assertThat(factory.getBrokerURL()).isEqualTo("tcp://127.0.0.1:1");
        assertThat(factory.getSendTimeout()).isEqualTo(77);
        assertThat(factory.isUseAsyncSend()).isTrue();
        assertThat(factory.getPassword()).isEqualTo("#it is {taken} as it is");
    }

    @Test
    void theUserOfTheOtherClientsIsItsUserToo() {
        settings.put("kore.broker.user", "me");
        settings.put("kore.broker.password", "c4n4ry");

        UserConnections factory = (UserConnections) factory();

        assertThat(factory.user()).isEqualTo("me");
        assertThat(factory.password()).isEqualTo("c4n4ry");
        assertThat(factory.toString()).doesNotContain("c4n4ry");
    }

    @Test
    void aPasswordWithoutAUserIsNotDroppedInSilence() {
        settings.put("kore.broker.password", "c4n4ry");

        assertThatThrownBy(this::factory).isInstanceOf(StartException.class)
                .hasMessageContaining("kore.broker.user").hasMessageNotContaining("c4n4ry");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "com.ibm.mq.jakarta.jms.MQConnectionFactory | there is no class com.ibm.mq.jakarta.jms.MQ",
        "java.lang.String                           | is no jakarta.jms.ConnectionFactory",
        "org.apache.activemq.pool.None              | lib/",
        "jakarta.jms.ConnectionFactory              | cannot be made without parameters"})
    void aClassThatIsNoClientIsSaid(String name, String message) {
        settings.put(KEY, name);

        assertThatThrownBy(this::factory).isInstanceOf(StartException.class)
                .hasMessageStartingWith(KEY + ": ").hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "brokerUrll       | c4n4ry | has no such property; did you mean 'brokerURL'?",
        "sendTimeout      | c4n4ry | takes a int, and its value is none.",
        "useAsyncSend     | c4n4ry | takes a boolean, and its value is none.",
        "transportListener| c4n4ry | takes a org.apache.activemq.transport.TransportListener, wh",
        "brokerURL | tcp://b?jms.password=c4n4ry&jms.no=1 | Why is not shown"})
    void aPropertyThatItDoesNotTakeIsSaidWithoutItsValue(
            String name, String value, String message) {
        settings.put(KEY + "." + name, value);

        Throwable failure = catchThrowable(this::factory);

        assertThat(failure).isInstanceOf(StartException.class)
                .hasMessageStartingWith(KEY + "." + name).hasMessageContaining(message);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("c4n4ry");
    }

    @ParameterizedTest
    @CsvSource({"kore.broker.url, tcp://127.0.0.1:1", "kore.broker.kind, artemis",
        "kore.broker.kind, amqp"})
    void twoBrokersAreOneTooMany(String key, String value) {
        settings.put(key, value);

        assertThatThrownBy(this::factory).isInstanceOf(StartException.class)
                .hasMessageStartingWith(key).hasMessageContaining(KEY + " are both set");
    }

    @Test
    void aPropertyOfNoClassIsSaid() {
        settings.remove(KEY);
        settings.put(KEY + ".hostName", "mq");

        assertThatThrownBy(this::factory).isInstanceOf(StartException.class)
                .hasMessageStartingWith(KEY + ".hostName is set, and " + KEY + " is not");
    }
}
