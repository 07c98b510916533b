package io.github.koresimroutes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.trial.TrialResult.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout;

/** What a trial says of routes, which is what the run does with them. */
@Timeout(120)
class TrialTest {

    @Test
    void anEventIsSentAsTheRunSendsIt() throws Exception {
        TrialResult result = dispatch("active", TrialRoutes.shipped());

        assertThat(result.end()).isEqualTo(End.SENT);
        assertThat(result.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.name()).isEqualTo("kore.sim.active");
            assertThat(sent.body()).contains("\"SimStatus\":\"active\"");
            assertThat(sent.properties()).containsEntry("JMSType", "kore.sim-status")
                    .containsEntry("SimStatus", "active").containsEntry("KoreSequence", 1L)
                    .containsEntry("JMSXGroupID", Callback.SAMPLE.get("SimSid"));
        });
    }

    @Test
    void whatNoStepSendsIsUnrouted() throws Exception {
        assertThat(dispatch("active", TrialRoutes.routing("""
                - filter:
                    expression:
                      constant:
                        expression: "false"
                    steps:
                      - to: {uri: "jms:mine"}
                """)).end()).isEqualTo(End.UNROUTED);
    }

    @Test
    void whatIsDroppedOnPurposeIsDiscarded() throws Exception {
        TrialResult result = dispatch("active", TrialRoutes.routing("""
                - process:
                    ref: kore-discard
                """));
        assertThat(result.end()).isEqualTo(End.DISCARDED);
        assertThat(result.sent()).isEmpty();
    }

    @Test
    void whatTheRunRefusesIsRefusedInTheSameWords() throws Exception {
        assertThat(failure("- to: {uri: \"jms:mine?exchangePattern=InOut&requestTimeout=500\"}"))
                .contains("a jms send must be InOnly");
        assertThat(failure("- to: {uri: \"jms:mine?timeToLive=1000\"}"))
                .contains("would expire");
        assertThat(failure("- to: {uri: \"jms:mine?deliveryPersistent=false\"}"))
                .contains("is not persistent");
        assertThat(failure("- threads: {poolSize: 1}\n- to: {uri: \"jms:mine\"}"))
                .contains("would not be part of the dispatch transaction");
        assertThat(failure("""
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: no customer
                """)).isEqualTo("no customer");
    }

    @Test
    void whatHidesAFailedSendOrSendsAnObjectIsRefusedToo() throws Exception {
        assertThat(failure("""
                - to: {uri: "jms:first"}
                - doTry:
                    steps:
                      - to: {uri: "jms:mine?exchangePattern=InOut&requestTimeout=500"}
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - log: {message: hidden}
                """)).contains("a jms send must be InOnly");
        assertThat(failure("""
                - multicast:
                    parallelProcessing: true
                    steps:
                      - to: {uri: "jms:mine"}
                """)).contains("would not be part of the dispatch transaction");
        assertThat(failure("""
                - setBody:
                    expression: {simple: {expression: "${date:now}"}}
                - to: {uri: "jms:mine"}
                """)).contains("would be a Java object");
    }

    /** Whatever a step names, a trial reaches no broker. */
    @Test
    void aFactoryOfTheFilesOwnReachesNobody() throws Exception {
        String beans = """
                - beans:
                    - name: other
                      type: org.apache.activemq.ActiveMQConnectionFactory
                      properties:
                        brokerURL: tcp://127.0.0.1:1
                """;
        String to = "- to: {uri: \"jms:mine?connectionFactory=#other\"}";
        assertThat(dispatch("active", TrialRoutes.with("route-by-status", beans + """
                - route:
                    id: route-by-status
                    from:
                      uri: direct:route-by-status
                      steps:
                """ + to.indent(8))).failure())
                .contains("would not be part of the dispatch transaction");
        try (Trial trial = Trial.of(TrialRoutes.with("mine", beans + """
                - route:
                    id: after
                    from:
                      uri: jms:queue:kore.sim.active
                      steps:
                """ + to.indent(8)), TrialRoutes.SETTINGS)) {
            assertThat(trial.hand("after", "a body", Map.of()).sent())
                    .extracting(Sent::name).containsExactly("mine");
        }
    }

    @Test
    void whatLiesOutsideAnswersWhatItIsTold() throws Exception {
        try (Trial trial = Trial.of(TrialRoutes.routing("""
                - to: {uri: "http:fleet.example.com/sims"}
                - to: {uri: "jms:mine"}
                """), TrialRoutes.SETTINGS)) {
            trial.answer(List.of(new Answer("http:fleet.example.com", "a fleet", Map.of(), null)));
            TrialResult result = trial.dispatch(event("active"));
            assertThat(result.sent()).extracting(Sent::name)
                    .containsExactly("http:fleet.example.com/sims", "mine");
            assertThat(result.sent().get(1).body()).isEqualTo("a fleet");

            trial.answer(List.of(new Answer("http:*", null, Map.of(), "timed out")));
            result = trial.dispatch(event("active"));
            assertThat(result.end()).isEqualTo(End.FAILED);
            assertThat(result.failure()).isEqualTo("timed out");
        }
    }

    @Test
    void aComponentThatAFileMakesGoesNowhereEither() throws Exception {
        RouteSet set = TrialRoutes.with("route-by-status", """
                - beans:
                    - name: plant
                      type: org.apache.camel.component.jms.JmsComponent
                      properties:
                        connectionFactory: "#class:org.apache.activemq.ActiveMQConnectionFactory"
                - route:
                    id: route-by-status
                    from:
                      uri: direct:route-by-status
                      steps:
                        - to: {uri: "plant:queue:sims"}
                        - to: {uri: "jms:mine"}
                """);
        assertThat(dispatch("active", set).sent()).extracting(Sent::name)
                .containsExactly("plant:queue:sims", "mine");
    }

    @Test
    void anEndpointWhoseComponentIsNotThereHasItsFullName() throws Exception {
        assertThat(dispatch("active", TrialRoutes.routing("""
                - to:
                    uri: https
                    parameters: {httpUri: fleet.example.com/sims, httpMethod: POST}
                - to: {uri: "jms:mine"}
                """)).sent()).extracting(Sent::name)
                .containsExactly("https:fleet.example.com/sims", "mine");
    }

    @Test
    void aComponentThatCamelDoesNotHaveIsNoStub() {
        assertThatThrownBy(() -> dispatch("active",
                TrialRoutes.routing("- to: {uri: \"jmss:mine\"}")))
                .rootCause().hasMessageContaining("jmss");
    }

    @Test
    @Timeout(10)
    void nobodyWaitsForARedelivery() throws Exception {
        RouteSet set = TrialRoutes.with("mine", """
                - route:
                    id: after
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: jms:dead
                        redeliveryPolicy:
                          maximumRedeliveries: 2
                          redeliveryDelay: "{{custom.delay:60000}}"
                    from:
                      uri: jms:queue:kore.sim.active
                      steps:
                        - to: {uri: "http:fleet.example.com"}
                - routeConfiguration:
                    id: try-again
                    onException:
                      - onException:
                          exception:
                            - java.lang.Exception
                          redeliveryPolicy:
                            maximumRedeliveries: 2
                            redeliveryDelay: "60000"
                - route:
                    id: again
                    routeConfigurationId: try-again
                    from:
                      uri: jms:queue:kore.sim.new
                      steps:
                        - to: {uri: "http:fleet.example.com"}
                """);
        try (Trial trial = Trial.of(set, TrialRoutes.SETTINGS)) {
            trial.answer(List.of(new Answer("http:*", null, Map.of(), "down")));
            assertThat(trial.hand("after", "a body", Map.of()).sent()).extracting(Sent::name)
                    .hasSize(4).endsWith("dead");
            assertThat(trial.hand("again", "a body", Map.of()).sent()).hasSize(3);
        }
    }

    @Test
    void aRouteThatConsumesIsHandedItsMessage() throws Exception {
        try (Trial trial = Trial.of(TrialRoutes.with("mine", """
                - route:
                    id: after
                    from:
                      uri: jms:queue:kore.sim.active
                      steps:
                        - to: {uri: "jms:topic:all"}
                """), TrialRoutes.SETTINGS)) {
            TrialResult result = trial.hand("after", "a body", Map.of("SimStatus", "active"));
            assertThat(result.sent()).singleElement().satisfies(sent -> {
                assertThat(sent.name()).isEqualTo("topic:all");
                assertThat(sent.body()).isEqualTo("a body");
            });
        }
    }

    private static String failure(String steps) throws Exception {
        TrialResult result = dispatch("active", TrialRoutes.routing(steps));
        assertThat(result.end()).isEqualTo(End.FAILED);
        return result.failure();
    }

    private static TrialResult dispatch(String status, RouteSet set) throws Exception {
        try (Trial trial = Trial.of(set, TrialRoutes.SETTINGS)) {
            return trial.dispatch(event(status));
        }
    }

    private static JournalEntry event(String status) {
        Map<String, String> parameters = new LinkedHashMap<>(Callback.SAMPLE);
        parameters.put("SimStatus", status);
        return Callback.form(parameters, null, null, Set.of());
    }
}
