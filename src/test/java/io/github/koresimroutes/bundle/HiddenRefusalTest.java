package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A broker that refuses one message of a transaction answers with an error, and can commit the rest
 * all the same. However an edited route sends, and whatever it makes of the failure, such an event
 * may not count as dispatched.
 */
class HiddenRefusalTest extends EditedRoutes {

    private static final String HIDES_EVERYTHING = """
            - onException:
                exception:
                  - java.lang.Exception
                handled:
                  constant:
                    expression: "true"
            """;
    private static final String INTERCEPTS = """
            - interceptSendToEndpoint:
                uri: "jms:elsewhere"
                afterUri: mock:seen
                steps:
                  - log:
                      message: before elsewhere
            """;
    private static final String TO = """
            - to:
                uri: jms
                parameters:
                  destinationName: elsewhere
            """;

    /** The ways to send to the queue "elsewhere". */
    enum Way {
        TO(HiddenRefusalTest.TO),
        TO_D("""
                - toD:
                    uri: "jms:${header.SimStatus.replace('suspended', 'elsewhere')}"
                """),
        RECIPIENT_LIST("""
                - recipientList:
                    expression:
                      constant:
                        expression: "jms:elsewhere"
                """),
        ROUTING_SLIP("""
                - routingSlip:
                    expression:
                      constant:
                        expression: "jms:elsewhere"
                """),
        MULTICAST("""
                - multicast:
                    steps:
                """ + HiddenRefusalTest.TO.indent(8)),
        LOAD_BALANCE("""
                - loadBalance:
                    roundRobinLoadBalancer: {}
                    steps:
                """ + HiddenRefusalTest.TO.indent(8)),
        INTERCEPTED(HiddenRefusalTest.TO),
        ENRICH("""
                - enrich:
                    expression:
                      constant:
                        expression: "jms:elsewhere?exchangePattern=InOnly"
                """);

        private final String steps;

        Way(String steps) {
            this.steps = steps;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatTheBrokerRefusesIsNotMarkedAsDispatched(Way way) throws Exception {
        start(way.steps, HIDES_EVERYTHING + (way == Way.INTERCEPTED ? INTERCEPTS : ""));
        AtomicInteger refusals = new AtomicInteger();
        broker.refuse((queue, text) -> queue.equals("elsewhere")
                && refusals.incrementAndGet() > 0);
        send(KoreClient.SIM, "suspended");

        await().untilAsserted(() -> assertThat(refusals).hasPositiveValue());
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() ->
                List.of("received", "failed").containsAll(states()));
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
    }
}
