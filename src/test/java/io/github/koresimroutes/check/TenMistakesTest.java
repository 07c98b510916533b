package io.github.koresimroutes.check;

import static io.github.koresimroutes.check.CheckedRoutes.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people mostly get wrong, and what they are told: one finding each, at its place. */
class TenMistakesTest {

    @Test
    void indentation() {
        assertThat(shipped().with("""
                                      parameters:
                                        destinationName: "{{kore.queue.new}}"
                """, """
                                      parameters:
                                      destinationName: "{{kore.queue.new}}"
                """).shortly()).containsExactly(
                "route-by-status:26:23 error missing-field: 'parameters' is empty | What belongs to"
                        + " it stands below it, indented by two more spaces. Where there is nothing"
                        + " to say, write 'parameters: {}'.",
                "route-by-status:27:23 error unknown-field: unknown field 'destinationName' in to |"
                        + " What the component is told stands below 'parameters', indented by two"
                        + " more.");
    }

    @Test
    void aFieldBesideItsStep() {
        assertThat(shipped().with("""
                                  - to:
                                      id: to-new-queue
                                      uri: jms
                                      parameters:
                                        destinationName: "{{kore.queue.new}}"
                """, """
                                  - to:
                                    id: to-new-queue
                                    uri: jms
                                    parameters:
                                      destinationName: "{{kore.queue.new}}"
                """).shortly()).containsExactly("route-by-status:24:21 error indentation: 'id' stands"
                + " beside 'to' and not below it | Indent it by four more than the dash of the step,"
                + " or begin another step: '- '.");
    }

    @Test
    void misspeltComponent() {
        assertThat(shipped().with("uri: jms", "uri: jsm").shortly()).containsExactly(
                "route-by-status:25:28 error unknown-component: unknown component 'jsm'; did you mean"
                        + " 'jms'?");
    }

    @Test
    void misspeltOption() {
        assertThat(shipped().with("destinationName", "destinationNam").shortly()).containsExactly(
                "route-by-status:27:25 error unknown-option: unknown option 'destinationNam' of jms;"
                        + " did you mean 'destinationName'?");
    }

    @Test
    void misspeltBean() {
        assertThat(shipped().step("- process:\n    ref: kore-discrad\n").shortly()).containsExactly(
                "route-by-status:74:28 error unknown-bean: unknown bean 'kore-discrad'; did you mean"
                        + " 'kore-discard'?");
    }

    @Test
    void misspeltProperty() {
        assertThat(shipped().with("kore.queue.new", "kore.queue.nwe").shortly()).containsExactly(
                "route-by-status:27:43 error unknown-setting: unknown setting kore.queue.nwe; did you"
                        + " mean 'kore.queue.new'? | Add it to config/application.properties:"
                        + " kore.queue.nwe = ..., or give it a default: {{kore.queue.nwe:...}}.");
    }

    @Test
    void misspeltLanguage() {
        assertThat(shipped().with("simple:", "simpel:").shortly()).containsExactly(
                "route-by-status:20:19 error unknown-language: unknown language 'simpel'; did you"
                        + " mean 'simple'?");
    }

    @Test
    void missingSteps() {
        assertThat(shipped().file("own", """
                - route:
                    id: own
                    from:
                      uri: timer:own
                """).shortly()).containsExactly("own:3:5 error missing-field: 'from' lacks 'steps' |"
                + " Add 'steps:' below 'from', indented by two more spaces, and below it the steps,"
                + " each with '- '.");
    }

    @Test
    void duplicateId() {
        assertThat(shipped().with("id: to-ready-queue", "id: to-new-queue").shortly())
                .containsExactly("route-by-status:33:27 error duplicate-id: another step has the id"
                        + " 'to-new-queue': routes/route-by-status.camel.yaml:24 | Give one of them"
                        + " another id, or none.");
    }

    @Test
    void unknownDirect() {
        assertThat(shipped().step("- to:\n    uri: direct\n    parameters:\n      name: audti\n")
                .file("audit", """
                        - route:
                            id: audit
                            from:
                              uri: direct:audit
                              steps:
                                - log:
                                    message: seen
                        """).shortly()).containsExactly("route-by-status:74:28 error unknown-direct:"
                + " no route begins with direct:audti; did you mean 'direct:audit'?");
    }

    @Test
    void wrongOrderOfWhens() {
        assertThat(shipped().with("""
                              - expression:
                                  simple:
                                    expression: ${header.SimStatus} == 'ready'
                """, """
                              - expression:
                                  simple:
                                    expression: ${header.SimStatus} == 'new' && ${header.SimSid} == 'HS1'
                """).shortly()).containsExactly("route-by-status:30:33 error unreachable-when: this"
                + " branch is never taken: the when in line 21 is asked first, and takes all that"
                + " fits here | The narrower condition comes first: move this branch above line 21.");
    }
}
