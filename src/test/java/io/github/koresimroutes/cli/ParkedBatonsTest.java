package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The search on a real broker, which shows a browser no more than its limits allow. */
@Timeout(120)
class ParkedBatonsTest {

    private static final String DEAD = "ActiveMQ.DLQ";
    private static final String BATONS = "kore.dispatch.baton.0";

    @TempDir
    private Path directory;
    private BrokerService broker;
    private ActiveMQConnectionFactory factory;

    @BeforeEach
    void open() {
        broker = new BrokerService();
        broker.setDataDirectory(directory.toString());
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
    }

    @AfterEach
    void close() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    @Test
    void aBatonBehindMoreThanTheBrokerShowsIsFoundAndPutBack() throws Exception {
        start(new PolicyEntry());
        send(1_000);
        sendBaton("7", "journal-1");
        restart();
        ParkedBatons parked = parked();

        assertThat(look(parked, 5)).isTrue();
        try (ParkedBatons.Move move = parked.take()) {
            move.commit();
        }

        assertThat(receive(BATONS, null).getText()).isEqualTo("7");
        assertThat(receive(DEAD, "KoreJournal = 'journal-1'")).as("it was moved").isNull();
    }

    @Test
    void aBrokerWithoutPoliciesShowsAllThatItHas() throws Exception {
        start(null);
        send(1_000);
        sendBaton("7", null);

        assertThat(look(parked(), 1)).isTrue();
    }

    @Test
    void whatIsBehindTheBrokersLimitIsSaidToBeUnseen() throws Exception {
        start(new PolicyEntry());
        send(450);
        ParkedBatons parked = parked();

        assertThat(look(parked, 1)).isFalse();
        assertThat(parked.unseen()).contains(
                "only the first 400 messages of ActiveMQ.DLQ could be looked at");
    }

    @Test
    void aSmallLimitIsNoticedToo() throws Exception {
        PolicyEntry policy = new PolicyEntry();
        policy.setMaxBrowsePageSize(10);
        start(policy);
        send(11);
        ParkedBatons parked = parked();

        assertThat(look(parked, 1)).isFalse();
        assertThat(parked.unseen()).contains(
                "only the first 10 messages of ActiveMQ.DLQ could be looked at");
    }

    @Test
    void aBrokerWhoseMemoryIsFullShowsAPageAndThatIsNotTakenForAll() throws Exception {
        PolicyEntry policy = new PolicyEntry();
        policy.setMemoryLimit(1024 * 1024);
        policy.setProducerFlowControl(false);
        start(policy);
        send(300, "x".repeat(10_000));
        ParkedBatons parked = parked();

        assertThat(look(parked, 1)).isFalse();
        assertThat(parked.unseen()).contains(
                "only the first 200 messages of ActiveMQ.DLQ could be looked at");
    }

    @Test
    void queuesThatAreSeenWholeAreNotDoubted() throws Exception {
        start(new PolicyEntry());
        send(150);
        ParkedBatons parked = parked();

        assertThat(look(parked, 2)).isFalse();
        assertThat(parked.unseen()).isEmpty();
    }

    @Test
    void aBatonThatLostItsMarkIsPutBackWithTheJournalsOwn() throws Exception {
        start(null);
        sendBaton("7", null);
        ParkedBatons parked = parked();
        assertThat(look(parked, 1)).isTrue();

        try (ParkedBatons.Move move = parked.take()) {
            move.commit();
        }

        assertThat(receive(BATONS, "KoreJournal = 'journal-1'")).isNotNull();
    }

    @Test
    void aMoveThatIsNotCommittedLeavesTheBatonWhereItWas() throws Exception {
        start(null);
        sendBaton("7", "journal-1");
        ParkedBatons parked = parked();
        look(parked, 1);

        parked.take().close();

        assertThat(receive(BATONS, null)).isNull();
        assertThat(receive(DEAD, null)).isNotNull();
        assertThatThrownBy(parked::take).isInstanceOf(CommandException.class)
                .hasMessageContaining("cannot be taken");
    }

    private void start(PolicyEntry policy) throws Exception {
        if (policy != null) {
            policy.setQueue(">");
            PolicyMap policies = new PolicyMap();
            policies.setPolicyEntries(List.of(policy));
            broker.setDestinationPolicy(policies);
        }
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        broker.waitUntilStarted();
        factory = new ActiveMQConnectionFactory(
                broker.getTransportConnectors().get(0).getConnectUri());
        factory.getPrefetchPolicy().setQueuePrefetch(1);
    }

    /** Nothing of its queues is in its memory then. */
    private void restart() throws Exception {
        close();
        open();
        start(new PolicyEntry());
    }

    private ParkedBatons parked() {
        return new ParkedBatons(factory, "journal-1", BATONS, "kore.dispatch.parked", null);
    }

    /** Awaits the one with a number for a text. */
    private static boolean look(ParkedBatons parked, int times) throws Exception {
        boolean found = false;
        for (int i = 0; i < times && !found; i++) {
            found = parked.isFound(text -> text.matches("\\d+")
                    ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty());
        }
        return found;
    }

    private void send(int count) throws Exception {
        send(count, "foreign");
    }

    private void send(int count, String text) throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(DEAD));
            for (int i = 0; i < count; i++) {
                producer.send(session.createTextMessage(text));
            }
            session.commit();
        }
    }

    private void sendBaton(String text, String journal) throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Message message = session.createTextMessage(text);
            if (journal != null) {
                message.setStringProperty("KoreJournal", journal);
            }
            session.createProducer(session.createQueue(DEAD)).send(message);
        }
    }

    private TextMessage receive(String queue, String selector) throws Exception {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            return (TextMessage) session.createConsumer(session.createQueue(queue), selector)
                    .receive(1_000);
        }
    }
}
