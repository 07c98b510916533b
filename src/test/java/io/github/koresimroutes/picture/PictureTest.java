package io.github.koresimroutes.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.trial.TrialRoutes;
import org.junit.jupiter.api.Test;

class PictureTest {

    @Test
    void eachKindOfStepHasItsShapeAndWaysMeetAgain() throws Exception {
        assertThat(chart("""
                - choice:
                    id: by-account
                    when:
                      - expression: {simple: {expression: "${header.AccountSid} == 'AC1'"}}
                        steps:
                          - to: {id: to-north, uri: "jms:topic:north?timeToLive=1"}
                      - description: one "of <ours>
                        expression: {simple: {expression: "${header.AccountSid} == 'AC2'"}}
                        steps:
                          - setHeader:
                              id: mark
                              name: Tier
                              expression: {constant: {expression: gold}}
                          - stop: {id: end}
                - to: {id: to-fleet, uri: "http://fleet.example.com/sims?authPassword=x"}
                """)).isEqualTo("""
                flowchart TD
                    route_by_status(["direct:route-by-status"])
                    by_account{"by-account"}
                    to_north[("topic north")]
                    mark["set header Tier"]
                    end_["stop"]
                    to_fleet[["http://fleet.example.com/sims"]]
                    route_by_status --> by_account
                    by_account -- "header.AccountSid == 'AC1'" --> to_north
                    by_account -- "one #quot;of #lt;ours#gt;" --> mark
                    mark --> end_
                    to_north --> to_fleet
                    by_account -- "otherwise" --> to_fleet
                """);
    }

    @Test
    void filterTryMulticastAndSplitSayHowTheWayGoesOn() throws Exception {
        assertThat(chart("""
                - filter:
                    id: meters
                    expression: {simple: {expression: "${header.SimUniqueName} startsWith 'm'"}}
                    steps:
                      - to: {id: to-meters, uri: "jms:{{kore.queue.active}}"}
                - doTry:
                    id: try
                    steps:
                      - to: {id: to-x, uri: "direct:x"}
                    doCatch:
                      - exception: [java.io.IOException]
                        steps:
                          - log: {id: tell, message: failed}
                - loop:
                    id: twice
                    expression: {constant: {expression: "2"}}
                    steps:
                      - setBody: {id: write, expression: {simple: {expression: "a ${body}"}}}
                - multicast:
                    id: both
                    steps:
                      - to: {id: to-a, uri: "jms:a"}
                      - to: {id: to-b, uri: "jms:b"}
                """)).contains(
                "meters -- \"header.SimUniqueName startsWith 'm'\" --> to_meters",
                "to_meters[(\"kore.sim.active\")]", "to_meters --> try",
                "meters -- \"otherwise\" --> try", "try -- \"on IOException\" --> tell",
                "to_x([\"direct:x\"])", "to_x --> twice", "tell --> twice",
                "tell[\"log failed\"]", "twice[\"loop 2\"]", "twice -- \"does\" --> write",
                "write[\"set body a ${body}\"]", "twice -- \"then\" --> both", "both --> to_a",
                "both --> to_b");
    }

    @Test
    void stepsWithoutIdHaveNamesOfTheirPlace() throws Exception {
        assertThat(chart("- to: {uri: \"jms:a\"}\n- to: {uri: \"jms:b\"}"))
                .contains("route_by_status_1 --> route_by_status_2");
    }

    private static String chart(String steps) throws Exception {
        String section = Picture.ofAll(TrialRoutes.routing(steps), TrialRoutes.SETTINGS)
                .get("route-by-status");
        return section.replaceFirst("(?s).*```mermaid\n", "").replaceFirst("```\n$", "");
    }
}
