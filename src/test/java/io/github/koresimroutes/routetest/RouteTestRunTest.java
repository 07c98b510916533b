package io.github.koresimroutes.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Findings;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.trial.TrialRoutes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people who know no Java write, and what they are told. */
class RouteTestRunTest {

    private static final String ACTIVE = """
            - test: mine
              callback: {SimStatus: active}
              expect:
                - queue: "{{kore.queue.active}}"
                  properties: {SimStatus: active, KoreFlags: null}
                  body: {SimUniqueName: my_super_sim}
            """;

    @Test
    void whatIsAsExpectedPasses() throws Exception {
        assertThat(failures(TrialRoutes.shipped(), ACTIVE)).isEmpty();
        assertThat(failures(TrialRoutes.shipped(), """
                - test: mine
                  callback: {SimStatus: null}
                  unrouted: true
                """)).isEmpty();
        assertThat(failures(TrialRoutes.routing("- process: {ref: kore-discard}"), """
                - test: mine
                  callback: {}
                  discarded: true
                """)).isEmpty();
    }

    @Test
    void anotherQueuePropertyOrBodyIsSaid() throws Exception {
        assertThat(failures(TrialRoutes.shipped(), ACTIVE.replace("queue.active", "queue.new")))
                .containsExactly("expected a message to kore.sim.new\ngot      kore.sim.active");
        assertThat(failures(TrialRoutes.shipped(), ACTIVE.replace("active, Kore", "new, Kore")))
                .containsExactly("to kore.sim.active: expected SimStatus = new\n"
                        + "got      SimStatus = active");
        assertThat(failures(TrialRoutes.shipped(), ACTIVE.replace("my_super_sim", "meter")))
                .containsExactly("to kore.sim.active: expected SimUniqueName = meter in the body\n"
                        + "got      SimUniqueName = my_super_sim");
        assertThat(failures(TrialRoutes.shipped(), ACTIVE.replace("KoreFlags", "SimSid")))
                .singleElement().asString().contains("expected SimSid = (absent)");
    }

    @Test
    void whatIsSentBesidesIsSaidUnlessItIsAllowed() throws Exception {
        RouteSet both = TrialRoutes.routing("""
                - to: {uri: "jms:kore.sim.active"}
                - to: {uri: "jms:topic:all"}
                """);
        assertThat(failures(both, ACTIVE))
                .containsExactly("expected nothing else\ngot      topic:all");
        assertThat(failures(both, ACTIVE + "  others: allowed\n")).isEmpty();
        assertThat(failures(both, ACTIVE + "  others: allowed\n  not: topic:all\n"))
                .containsExactly("expected nothing to topic:all\n"
                        + "got      kore.sim.active, topic:all");
    }

    @Test
    void aFailureIsSaidUnlessItIsExpected() throws Exception {
        RouteSet fails = TrialRoutes.routing("""
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: no customer
                """);
        assertThat(failures(fails, ACTIVE)).containsExactly("it failed: no customer");
        assertThat(failures(fails, """
                - test: mine
                  callback: {}
                  fails: no customer
                """)).isEmpty();
        assertThat(failures(TrialRoutes.shipped(), """
                - test: mine
                  callback: {}
                  fails: no customer
                """)).containsExactly("expected a failure: no customer\n"
                        + "got      sent: kore.sim.active");
    }

    @Test
    void answersAndSettingsAreThoseOfTheTest() throws Exception {
        assertThat(failures(TrialRoutes.routing("""
                - to: {uri: "http:{{custom.host}}/sims"}
                - to: {uri: "jms:mine"}
                """), """
                - test: mine
                  callback: {}
                  settings: {custom.host: fleet.example.com}
                  answers:
                    - endpoint: http:fleet.example.com
                      body: a fleet
                  expect:
                    - endpoint: http:*
                    - queue: mine
                      body: a fleet
                """)).isEmpty();
    }

    @Test
    void aMessageIsHandedToTheRouteThatTakesFromItsQueue() throws Exception {
        RouteSet set = TrialRoutes.with("mine", """
                - route:
                    id: after
                    from:
                      uri: jms:queue:kore.sim.active
                      steps:
                        - to: {uri: "jms:after"}
                """);
        assertThat(failures(set, """
                - test: mine
                  message: {queue: "{{kore.queue.active}}", body: text}
                  expect: {queue: after, body: text}
                """)).isEmpty();
        assertThat(failures(set, """
                - test: mine
                  callback: {}
                  follow: true
                  expect: {queue: after}
                """)).isEmpty();
        assertThat(failures(set, """
                - test: mine
                  message: {queue: nowhere, body: text}
                  expect: {queue: after}
                """)).containsExactly("no route takes from nowhere");
    }

    @Test
    void aTestFileIsReadStrictly() {
        assertThat(findings("""
                - test: mine
                  calback: {}
                  expect:
                    - queeu: mine
                """)).anySatisfy(text -> assertThat(text).startsWith("mine.test.yaml:2:3: error:"
                        + " unknown key 'calback'; did you mean 'callback'?"))
                .anySatisfy(text -> assertThat(text).startsWith("mine.test.yaml:4:7: error:"
                        + " unknown key 'queeu'; did you mean 'queue'?"))
                .anySatisfy(text -> assertThat(text).contains("one of callback, json and message"));
        assertThat(findings("""
                - test: mine
                  callback: {}
                """)).singleElement().asString().contains("the test expects nothing");
        assertThat(findings("- test: mine\n  callback: {}\n  date: today\n  unrouted: true\n"))
                .singleElement().asString().contains("'date' takes a time");
    }

    private static List<String> findings(String text) {
        Findings findings = new Findings();
        read(text, findings);
        return findings.sorted().stream().map(Finding::describe).toList();
    }

    private static List<String> failures(RouteSet set, String text) throws Exception {
        Findings findings = new Findings();
        List<String> failures = new ArrayList<>();
        try (RouteTestRun run = new RouteTestRun(set, TrialRoutes.SETTINGS)) {
            for (RouteTest test : read(text, findings)) {
                failures.addAll(run.run(test).failures());
            }
        }
        assertThat(findings.sorted()).isEmpty();
        return failures;
    }

    private static List<RouteTest> read(String text, Findings findings) {
        return RouteTestFile.read(
                new RouteFile("mine.test.yaml", "file:mine.test.yaml", text), findings);
    }
}
