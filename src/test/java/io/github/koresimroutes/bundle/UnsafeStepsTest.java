package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** Steps of an edited route that would leave the dispatch transaction, or hide what failed in it. */
class UnsafeStepsTest extends EditedRoutes {

    /** A send that fails, and error handling that hides it. */
    private static final String HIDES_A_FAILED_SEND = """
            - doTry:
                steps:
                  - to:
                      uri: jms
                      parameters:
                        destinationName: elsewhere
                        connectionFactory: "#class:org.apache.activemq.ActiveMQConnectionFactory(\'tcp://127.0.0.1:1\')"
                doCatch:
                  - exception:
                      - java.lang.Exception
                    steps:
                      - log:
                          message: hidden
            """;
    private static final String EXPIRES = """
            - to:
                uri: jms
                parameters:
                  destinationName: elsewhere
                  timeToLive: 60000
            """;
    private static final String IS_FORGOTTEN = """
            - to:
                uri: jms
                parameters:
                  destinationName: elsewhere
                  deliveryPersistent: false
            """;
    private static final String LEAVES_THE_THREAD = """
            - to:
                uri: direct
                parameters:
                  name: elsewhere
            """;
    private static final String TO_ELSEWHERE = """
            - route:
                id: elsewhere
                from:
                  uri: direct
                  parameters:
                    name: elsewhere
                  steps:
                    - threads:
                        poolSize: 1
                    - to:
                        uri: jms
                        parameters:
                          destinationName: elsewhere
            """;
    private static final String STOPS = """
            - stop: {}
            """;
    private static final String TAPS = """
            - wireTap:
                uri: direct
                parameters:
                  name: tapped
            """;
    private static final String TAPPED = """
            - route:
                id: tapped
                from:
                  uri: direct
                  parameters:
                    name: tapped
                  steps:
                    - to:
                        uri: jms
                        parameters:
                          destinationName: elsewhere
            """;
    private static final String TAPPED_DISCARD = TAPPED.substring(0, TAPPED.indexOf("- to:")) + """
            - process:
                ref: kore-discard
            """.indent(8).stripLeading();
    private static final String REPLACES_THE_BODY = """
            - setBody:
                expression:
                  constant:
                    expression: select 1 as customer
            - to:
                uri: jdbc
                parameters:
                  dataSourceName: kore-data-source
            - to:
                uri: jms
                parameters:
                  destinationName: elsewhere
            """;

    /** Behind a tap it is too late to stop the event, and nothing else may decide whether it goes. */
    @Test
    void aSendBehindAWireTapIsRefusedAndItsEventGoesOn() throws Exception {
        start(TAPS, TAPPED);
        for (int i = 0; i < 8; i++) {
            send("HS" + "2".repeat(31) + i, "suspended");
        }

        assertThat(broker.take("kore.sim.suspended", 8)).hasSize(8);
        await().untilAsserted(() -> assertThat(states()).hasSize(8).containsOnly("dispatched"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void aDiscardBehindAWireTapDropsNothing() throws Exception {
        withoutQueue = true;
        start(TAPS, TAPPED_DISCARD);
        send(KoreClient.SIM, "suspended");

        broker.takeOne("kore.sim.unrouted");
        await().untilAsserted(() -> assertThat(states()).containsExactly("dispatched"));
    }

    /** What a lookup leaves in the body is a Java object, which no consumer can read. */
    @Test
    void aBodyThatALookupReplacedIsNotSent() throws Exception {
        start(REPLACES_THE_BODY);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("a step before it replaced the body"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
    }

    @Test
    void aMessageThatWouldExpireIsNotSent() throws Exception {
        start(EXPIRES);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("would expire: remove timeToLive"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void aMessageThatABrokerMayForgetIsNotSent() throws Exception {
        start(IS_FORGOTTEN);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("is not persistent"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void aSendThatLeavesTheTransactionIsRefused() throws Exception {
        start(LEAVES_THE_THREAD, TO_ELSEWHERE);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("would not be part of the dispatch transaction"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void aSendThatFailsRollsTheBatchBackEvenWhereTheRouteCatchesIt() throws Exception {
        start(HIDES_A_FAILED_SEND);
        send(KoreClient.SIM, "suspended");

        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
        assertThat(states()).containsExactly("received");
    }

    @Test
    void aStopEndsTheWayOfItsEventAndNoOther() throws Exception {
        start(STOPS);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertBothAreDispatched();
    }

    @Test
    void anErrorThatTheRouteHandlesEndsTheWayOfItsEventAndNoOther() throws Exception {
        start(THROWS, """
                - onException:
                    exception:
                      - java.lang.IllegalStateException
                    handled:
                      constant:
                        expression: "true"
                """);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertBothAreDispatched();
    }

    /** Configurations without an id apply to every route that names none. */
    @Test
    void aConfigurationForAllRoutesThatHandlesErrorsLosesNoBaton() throws Exception {
        start(THROWS, """
                - routeConfiguration:
                    onException:
                      - onException:
                          exception:
                            - java.lang.Exception
                          handled:
                            constant:
                              expression: "true"
                """);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertThat(broker.take("kore.sim.active", 1)).hasSize(1);
    }

    @Test
    void aSendThatWaitsForAnAnswerIsRefused() throws Exception {
        start("""
                - to:
                    uri: jms
                    parameters:
                      destinationName: elsewhere
                      exchangePattern: InOut
                      requestTimeout: 1000
                """);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertThat(broker.take("kore.sim.active", 1)).hasSize(1);
        assertThat(broker.take("elsewhere", 0)).isEmpty();
        await().untilAsserted(() -> assertThat(failed()).hasSize(1));
    }

    private void assertBothAreDispatched() throws Exception {
        assertThat(broker.take("kore.sim.suspended", 1)).hasSize(1);
        assertThat(broker.take("kore.sim.active", 1)).hasSize(1);
        await().untilAsserted(() ->
                assertThat(states()).containsExactly("dispatched", "dispatched"));
    }
}
