package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with the lanes of an instance that runs. */
@Timeout(180)
class DispatchCommandsTest {

    private static final String STAYS_HALTED =
            "Lane 0 stays halted. Run again: kore-sim dispatch repair 0" + System.lineSeparator();

    @TempDir
    private Path directory;
    private TestBroker broker;
    private RunningBundle bundle;
    private Map<String, String> settings;

    /** The broker under test. */
    TestBroker newBroker(Path directory) throws Exception {
        return new TestBroker(directory);
    }

    @BeforeEach
    void start() throws Exception {
        broker = newBroker(directory.resolve("broker"));
        settings = RunningBundle.sqlite(directory, broker);
        bundle = RunningBundle.start(settings);
    }

    @AfterEach
    void stop() throws Exception {
        bundle.close();
        broker.close();
    }

    @Test
    void theNumberOfLanesChangesUnderLoadWithNothingLostOrDoubledOrOutOfOrder() throws Exception {
        Map<String, List<String>> sent = new HashMap<>();
        send(sent, 40);
        CommandLineRun more = run("lanes", "4");
        send(sent, 40);
        CommandLineRun status = run("status");
        CommandLineRun fewer = run("lanes", "2");
        send(sent, 40);

        assertThat(more.output()).contains("The journal has 4 lanes now");
        assertThat(fewer.output()).contains("The journal has 2 lanes now");
        assertThat(status.output().lines().filter(line -> line.contains("running"))).hasSize(4);
        Map<String, List<String>> taken = new HashMap<>();
        for (TextMessage message : broker.take("kore.sim.active", 120)) {
            taken.computeIfAbsent(message.getStringProperty("SimSid"), sim -> new ArrayList<>())
                    .add(message.getStringProperty("KoreIdempotencyToken"));
        }
        assertThat(taken).isEqualTo(sent);
        await().untilAsserted(() -> assertThat(bundle.context().getRoutes())
                .extracting(route -> route.getRouteId()).filteredOn(id -> id.startsWith("dispatch-"))
                .containsExactlyInAnyOrder("dispatch-lane-0", "dispatch-lane-1"));
    }

    @Test
    void aBatonThatDoesNotComeIsSaidWithWhatToDo() throws Exception {
        assertThat(bundle.client().withNewToken().status()).isEqualTo(200);
        assertThat(broker.takeOne("kore.sim.active")).as("the lane has its baton").isNotNull();
        assertThat(run("status").output()).contains("running").doesNotContain("Repair");
        broker.stop();
        settings.put("kore.dispatch.alarm-after", "1s");

        await().untilAsserted(() -> assertThat(run("status").output()).endsWith("""
                  its baton does not come
                Repair: kore-sim dispatch repair LANE (docs/lanes.md)
                """));
    }

    @Test
    void aHaltedLaneIsRepairedWithTheBatonThatWasParked() throws Exception {
        haltTheLane();
        assertThat(run("status").output()).contains("halted: a message on the baton queue is no")
                .endsWith("\nRepair: kore-sim dispatch repair LANE (docs/lanes.md)\n");

        CommandLineRun repair = run("repair", "0", "--wait", "20");

        assertThat(repair.output()).contains("Its baton was found");
        assertThat(repair.exitCode()).isZero();
        assertThat(broker.takeOne("kore.sim.active").getBooleanProperty("KorePossibleDuplicate"))
                .as("nobody can have sent it").isFalse();
    }

    @Test
    void aLaneWhoseBatonIsLostGetsANewOneOnlyWhenTold() throws Exception {
        haltTheLane();
        assertThat(broker.take("kore.dispatch.parked", 2)).as("now they are lost").hasSize(2);

        CommandLineRun repair = run("repair", "0", "--wait", "1");
        assertThat(repair.exitCode()).isEqualTo(1);
        assertThat(repair.output()).contains("repeat with --new-baton").doesNotContain("\tat ");
        assertThat(run("repair", "0", "--wait", "1", "--new-baton", "--force").exitCode()).isZero();

        TextMessage message = broker.takeOne("kore.sim.active");
        assertThat(message.getBooleanProperty("KorePossibleDuplicate")).isTrue();
        bundle.client().withNewToken().send();
        assertThat(broker.takeOne("kore.sim.active").propertyExists("KorePossibleDuplicate"))
                .isFalse();
    }

    @Test
    void aLaneThatHasHadNoBatonIsLeftToTheInstances() throws Exception {
        broker.stop();
        bundle.close();
        settings.put("kore.journal.url", "jdbc:sqlite:" + directory.resolve("second.db"));
        bundle = RunningBundle.start(settings);

        CommandLineRun repair = run("repair", "0", "--wait", "0");

        assertThat(repair.output()).contains("the instances make its first baton");
        assertThat(repair.exitCode()).isZero();
        assertThat(run("status").output()).contains("waits for its first baton");
        broker.start();
        assertThat(bundle.client().withNewToken().status()).isEqualTo(200);
        assertThat(broker.takeOne("kore.sim.active")).isNotNull();
    }

    @Tag("long")
    @Test
    void aBrokerThatSaysNothingIsNoReasonToHaltALane() throws Exception {
        haltTheLane();
        assertThat(run("repair", "0", "--wait", "20").exitCode()).isZero();
        try (TestLink link = new TestLink(broker.port())) {
            link.silent();
            Map<String, String> silent = new HashMap<>(settings);
            silent.computeIfPresent("kore.broker.url", (key, url) ->
                    url.replaceFirst(":[0-9]+", ":" + link.port()));

            CommandLineRun repair = run(silent, "repair", "0", "--wait", "1");

            assertThat(repair.exitCode()).isEqualTo(1);
            assertThat(repair.output()).contains("the broker does not do what it was asked")
                    .doesNotContain("halted");
            assertThat(run("status").output()).contains("running");
        }
    }

    @Tag("long")
    @Test
    void theBrokerInsideARunIsSaidToRunOnlyThere() throws Exception {
        haltTheLane();
        Map<String, String> embedded = new HashMap<>(settings);
        embedded.remove("kore.broker.url");
        embedded.put("kore.broker.connector", "tcp://127.0.0.1:" + RunningBundle.freePort());

        CommandLineRun repair = run(embedded, "repair", "0", "--wait", "1");

        assertThat(repair.exitCode()).isEqualTo(1);
        assertThat(repair.output()).contains("inside kore-sim run", "start kore-sim run")
                .as("it was before").endsWith(STAYS_HALTED);
    }

    @Test
    void aRepairThatIsInterruptedSaysThatTheLaneStaysHalted() throws Exception {
        haltTheLane();
        assertThat(broker.take("kore.dispatch.parked", 2)).as("nothing to find").hasSize(2);
        Process repair = startRepair();

        repair.toHandle().destroy();

        assertThat(CommandLineRun.of(repair).output()).endsWith(STAYS_HALTED);
    }

    @Tag("long")
    @Test
    void whatAnotherOperatorDidMeanwhileIsNotSaidToBeOnesOwn() throws Exception {
        haltTheLane();
        assertThat(broker.take("kore.dispatch.parked", 2)).as("nothing to find").hasSize(2);
        Process one = startRepair("--new-baton");

        CommandLineRun other = run("repair", "0", "--wait", "1", "--new-baton", "--force");

        assertThat(other.output()).contains("Lane 0 gets a new baton");
        CommandLineRun repair = CommandLineRun.of(one);
        assertThat(repair.exitCode()).isEqualTo(1);
        assertThat(repair.output()).contains("somebody else has repaired it")
                .doesNotContain("gets a new baton", "stays halted");
    }

    @Test
    void aNewBatonIsNotMadeBeforeNothingCanBeUnderWay() throws Exception {
        haltTheLane();
        assertThat(broker.take("kore.dispatch.parked", 2)).as("now they are lost").hasSize(2);

        CommandLineRun repair = run("repair", "0", "--wait", "30", "--new-baton");

        assertThat(repair.exitCode()).isEqualTo(2);
        assertThat(repair.output().lines()).singleElement().asString()
                .startsWith("--new-baton needs --wait 31 or more").contains("--force");
        assertThat(run("status").output()).contains("halted: a message on the baton queue");
    }

    @Test
    void aNewBatonIsNotMadeWhereTheOldOneMayLieUnseen() throws Exception {
        haltTheLane();
        assertThat(broker.take("kore.dispatch.parked", 2)).as("now they are lost").hasSize(2);
        sendForeign("ActiveMQ.DLQ", 250);
        String[] repair = {"repair", "0", "--wait", "0", "--new-baton", "--force"};

        CommandLineRun refused = run(repair);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("messages of ActiveMQ.DLQ could be looked at")
                .doesNotContain("gets a new baton", "repeat with --new-baton")
                .endsWith(STAYS_HALTED);
        List<String> named = new ArrayList<>(List.of(repair));
        named.addAll(List.of("--dead-letter-queue", "DLQ.kore.dispatch.baton.0"));
        assertThat(run(named.toArray(String[]::new)).output()).contains("gets a new baton");
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws Exception {
        CommandLineRun lane = run("repair", "7");
        CommandLineRun number = run("lanes", "0");

        assertThat(lane.exitCode()).isEqualTo(2);
        assertThat(lane.output().lines()).containsExactly("There is no lane 7; there are [0]");
        assertThat(number.exitCode()).isEqualTo(2);
        assertThat(number.output()).startsWith("NUMBER must be 1 to 64");
    }

    /** Puts something on the baton queue that is no baton, then stores an event. */
    private void haltTheLane() throws Exception {
        assertThat(bundle.client().withNewToken().status()).isEqualTo(200);
        assertThat(broker.takeOne("kore.sim.active")).as("the lane has its baton").isNotNull();
        try (Connection connection = broker.connectionFactory().createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            TextMessage message = session.createTextMessage("x");
            message.setStringProperty("KoreJournal", journalId());
            session.createProducer(session.createQueue("kore.dispatch.baton.0")).send(message);
        }
        await().until(() -> parked() == 2);
        assertThat(bundle.client().withNewToken().status()).isEqualTo(200);
    }

    private void sendForeign(String queue, int count) throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (int i = 0; i < count; i++) {
                producer.send(session.createTextMessage("foreign"));
            }
            session.commit();
        }
    }

    private String journalId() {
        return bundle.context().resolvePropertyPlaceholders("{{kore-journal-id}}");
    }

    private int parked() throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            var messages = session.createBrowser(session.createQueue("kore.dispatch.parked"))
                    .getEnumeration();
            int count = 0;
            for (; messages.hasMoreElements(); messages.nextElement()) {
                count++;
            }
            return count;
        }
    }

    private void send(Map<String, List<String>> sent, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            String sim = "HS%032d".formatted(i % 10);
            String token = KoreClient.newToken();
            assertThat(bundle.client().withToken(token)
                    .withBody(KoreClient.body("active").replace(KoreClient.SIM, sim)).status())
                    .isEqualTo(200);
            sent.computeIfAbsent(sim, each -> new ArrayList<>()).add(token);
        }
    }

    private CommandLineRun run(String... arguments) throws Exception {
        return run(settings, arguments);
    }

    private CommandLineRun run(Map<String, String> with, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("dispatch"));
        all.addAll(List.of(arguments));
        return CommandLineRun.of(directory, with, all.toArray(String[]::new));
    }

    /** Returns when it has halted the lane and looks for its baton. */
    private Process startRepair(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("dispatch", "repair", "0"));
        all.addAll(List.of(options));
        Process repair = CommandLineRun.start(directory, settings, all.toArray(String[]::new));
        StringBuilder line = new StringBuilder();
        for (int c = repair.getInputStream().read(); c >= 0 && c != '\n';
                c = repair.getInputStream().read()) {
            line.append((char) c);
        }
        assertThat(line.toString()).startsWith("Lane 0 is halted. Looking for its baton");
        return repair;
    }
}
