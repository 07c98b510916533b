package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Artemis' duplicate detection as a second net, and what becomes of the baton that is caught in it. */
@Timeout(120)
class DuplicateDetectionTest {

    private static final String QUEUE = "kore.sim.active";
    private static final String BATON = "kore.dispatch.baton";

    @TempDir
    private Path directory;
    private TestArtemis broker;

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void ofTwoSendsWithOneDuplicateIdOneArrives() throws Exception {
        broker = new TestArtemis(directory.resolve("broker"));
        send(QUEUE, "journal-1-1");
        send(QUEUE, "journal-1-1");
        send(QUEUE, "journal-1-2");

        assertThat(broker.take(QUEUE, 2)).hasSize(2);
    }

    /** This is how the dispatcher could know it: nothing of the transaction is kept. */
    @Test
    void aTransactionWithAKnownIdIsRefusedAtItsCommit() throws Exception {
        broker = new TestArtemis(directory.resolve("broker"));
        send(QUEUE, "journal-1-1");
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createProducer(session.createQueue("other"))
                    .send(session.createTextMessage("{}"));
            send(session, QUEUE, "journal-1-1");

            assertThatThrownBy(session::commit).isInstanceOf(JMSException.class)
                    .hasRootCauseInstanceOf(ActiveMQDuplicateIdException.class);
        }

        assertThat(broker.take("other", 0)).isEmpty();
        assertThat(broker.take(QUEUE, 1)).hasSize(1);
    }

    @Test
    void aBatchWithAKnownDuplicateIdIsRolledBackWholeAndSentWhenTheIdIsForgotten()
            throws Exception {
        broker = new TestArtemis(directory.resolve("broker"));
        try (RunningBundle bundle = start()) {
            batchWithKnownDuplicate(bundle);
            await().atMost(Duration.ofSeconds(30)).until(() -> deliveries(BATON) > 3);

            assertThat(broker.take("kore.sim.ready", 0)).isEmpty();
            assertThat(JournalRows.count(directory, "received")).isEqualTo(2);
            forgetDuplicates();

            assertThat(broker.take("kore.sim.ready", 1)).hasSize(1);
            assertThat(broker.take(QUEUE, 1)).hasSize(1);
        }
    }

    /** Where the broker is not set as the docs say; its default is 10. */
    @Test
    void withALimitOfDeliveriesTheBatonGoesToTheDeadLettersAndDispatchStands() throws Exception {
        broker = new TestArtemis(directory.resolve("broker"), 3);
        try (RunningBundle bundle = start()) {
            batchWithKnownDuplicate(bundle);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> countOf(ArtemisMain.DEAD_LETTERS) == 1);
            forgetDuplicates();

            assertThat(broker.take("kore.sim.ready", 0)).isEmpty();
            assertThat(JournalRows.count(directory, "received")).isEqualTo(2);

            putTheBatonBack();
            assertThat(broker.take("kore.sim.ready", 1)).hasSize(1);
            assertThat(broker.take(QUEUE, 1)).hasSize(1);
        }
    }

    private RunningBundle start() throws Exception {
        return RunningBundle.start(RunningBundle.sqlite(directory, broker));
    }

    /** The ids are journal, event, send number: after the first event the next ones are known. */
    private void batchWithKnownDuplicate(RunningBundle bundle) throws Exception {
        assertThat(bundle.client().status()).isEqualTo(200);
        String first = broker.takeOne(QUEUE).getStringProperty("_AMQ_DUPL_ID");
        assertThat(first).endsWith("-1-1");
        await().until(() -> JournalRows.count(directory, "dispatched") == 1);
        String next = first.replaceFirst("-1-1$", "-2-1");
        send(QUEUE, next);
        broker.takeOne(QUEUE);
        assertThat(bundle.client().status()).isEqualTo(200);
        assertThat(bundle.client().withStatus("ready").status()).isEqualTo(200);
    }

    private void forgetDuplicates() throws Exception {
        broker.server().getPostOffice().getDuplicateIDCache(SimpleString.of(QUEUE)).clear();
    }

    private void putTheBatonBack() throws Exception {
        broker.server().locateQueue(ArtemisMain.DEAD_LETTERS).retryMessages(null);
    }

    private void send(String queue, String duplicateId) throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession()) {
            send(session, queue, duplicateId);
        }
    }

    private static void send(Session session, String queue, String duplicateId)
            throws JMSException {
        Message message = session.createTextMessage("{}");
        message.setStringProperty("_AMQ_DUPL_ID", duplicateId);
        session.createProducer(session.createQueue(queue)).send(message);
    }

    /** Of the message that is being delivered; 0 where there is none at this moment. */
    private int deliveries(String queue) {
        return broker.server().locateQueue(queue).getDeliveringMessages().values().stream()
                .flatMap(List::stream)
                .mapToInt(MessageReference::getDeliveryCount).max().orElse(0);
    }

    private long countOf(String queue) {
        return broker.server().locateQueue(queue).getMessageCount();
    }
}
