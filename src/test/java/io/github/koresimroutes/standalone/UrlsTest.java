package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password in a URL is not told where the URL is wrong, not even by --debug. */
class UrlsTest {

    private static String failure(Runnable start) {
        Throwable failure = catchThrowable(start::run);
        assertThat(failure).isInstanceOf(StartException.class);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static String brokerFailure(String kind, String url) {
        Map<String, String> settings =
                new HashMap<>(Map.of("kore.broker.kind", kind, "kore.broker.url", url));
        return failure(() -> BrokerConnections.pool(
                BrokerConnections.external(Settings.of(settings)).orElseThrow(), "baton"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "tcp://user:c4n4ry@broker:61616", "failover:(tcp://user:c4n4ry@broker:61616)",
        "tcp:/ /broker:61616?jms.password=c4n4ry",
        "tcp://broker:61616?jms.password=c4n4ry&jms.nonsense=c4n4ry"})
    void ofActiveMqClassic(String url) {
        assertThat(brokerFailure("activemq", url))
                .contains("kore.broker.url", "kore.broker.password-file").doesNotContain("c4n4ry");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "tcp://user:c4n4ry@broker:61616", "tcp://broker:1?password=c4n4ry&sslEnabled=x y",
        "tcp://broker:1?ha=true;keyStorePassword=c4n4ry;trustStorePath=x y"})
    void ofArtemis(String url) {
        assertThat(brokerFailure("artemis", url))
                .contains("kore.broker.url", "kore.broker.password-file").doesNotContain("c4n4ry");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "amqp://user:c4n4ry@broker:5672", "failover:(amqp://b:1,amqp://user:c4n4ry@b:2)",
        "amqps://broker:1?transport.trustStorePassword=c4n4ry&jms.nonsense=1",
        "amqp://broker:1?jms.password=c4n4ry&jms.nonsense=c4n4ry"})
    void ofAmqp(String url) {
        assertThat(brokerFailure("amqp", url))
                .contains("kore.broker.url", "kore.broker.password-file").doesNotContain("c4n4ry");
    }

    @Test
    void ofTheDatabase() {
        assertThat(failure(() -> JournalPool.open(Settings.of(Map.of("kore.journal.url",
                "jdbc:postgresql://user:c4n4ry@127.0.0.1:1/kore")))))
                .contains("kore.journal.url", "kore.journal.password-file")
                .doesNotContain("c4n4ry");
        assertThat(failure(() -> JournalPool.open(Settings.of(Map.of("kore.journal.url",
                "jdbc:postgresql://127.0.0.1:1/kore?user=u&password=c4n4ry")))))
                .contains("refused").doesNotContain("c4n4ry");
    }

    @Test
    void whatHoldsNoneIsToldWhole() {
        assertThat(brokerFailure("activemq", "tcp:/ /broker:61616"))
                .contains("tcp:/ /broker:61616");
    }
}
