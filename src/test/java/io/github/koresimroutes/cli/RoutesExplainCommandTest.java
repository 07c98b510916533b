package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RoutesExplainCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theTableHasEveryStatusAnotherOneAnotherFormAndJson() {
        assertThat(run("--routes", "routes")).isZero();

        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly("STATUS|TO|HEADERS|BODY",
                        "new|kore.sim.new|unchanged|unchanged",
                        "ready|kore.sim.ready|unchanged|unchanged",
                        "active|kore.sim.active|unchanged|unchanged",
                        "inactive|kore.sim.inactive|unchanged|unchanged",
                        "scheduled|kore.sim.scheduled|unchanged|unchanged",
                        "suspended|kore.sim.suspended|unchanged|unchanged",
                        "deactivated|kore.sim.deactivated|unchanged|unchanged",
                        "canceled|kore.sim.canceled|unchanged|unchanged",
                        "updating|kore.sim.updating|unchanged|unchanged",
                        "deleted|kore.sim.unrouted|unchanged|unchanged",
                        "(any other status)|kore.sim.unrouted|unchanged|unchanged",
                        "(form without SimStatus)|kore.sim.unrouted|unchanged|unchanged",
                        "(JSON body)|kore.sim.unrouted|unchanged|unchanged");
    }

    @Test
    void theTableTellsWhatOfTheMessageIsOther() throws Exception {
        edit("""
                - setHeader:
                    name: Tier
                    expression: {constant: {expression: gold}}
                - setHeader:
                    name: SimStatus
                    expression: {constant: {expression: "on"}}
                - removeHeader: {name: AccountSid}
                - setBody:
                    expression: {constant: {expression: short}}
                - to: {uri: "jms:mine"}
                """);
        assertThat(run("--status", "active")).isZero();
        assertThat(out.toString()).containsPattern("active  mine  "
                + "\\+ Tier: gold, ~ SimStatus: on, - AccountSid +short\n");
    }

    @Test
    void whatIsDroppedFailsOrIsLeftSaysSo() throws Exception {
        edit("""
                - choice:
                    when:
                      - expression: {simple: {expression: "${header.SimStatus} == 'new'"}}
                        steps:
                          - process: {ref: kore-discard}
                      - expression: {simple: {expression: "${header.SimStatus} == 'ready'"}}
                        steps:
                          - to: {uri: "jms:mine?timeToLive=1"}
                """);
        assertThat(run("--status", "new", "--status", "ready", "--status", "active")).isZero();
        assertThat(out.toString()).containsPattern("new +nowhere: dropped")
                .containsPattern("ready +fails").contains("ready fails: ", "would expire")
                .containsPattern("active +kore.sim.unrouted")
                .contains("active: no step sends it, so it is kept as unrouted");
    }

    @Test
    void aLookupFindsNothingAndAFailureIsTheSameEachTime() throws Exception {
        edit("""
                - filter:
                    expression: {simple: {expression: "${header.SimStatus} == 'new'"}}
                    steps:
                      - setBody:
                          expression: {simple: {expression: "${body.noSuchMethod}"}}
                - setProperty:
                    name: event
                    expression: {simple: {expression: "${body}"}}
                - to: {uri: "jdbc:customers"}
                - setHeader:
                    name: Found
                    expression: {simple: {expression: "${body.size}"}}
                - setBody:
                    expression: {simple: {expression: "${exchangeProperty.event}"}}
                - to: {uri: "jms:mine"}
                """);
        assertThat(run("--status", "active")).isZero();
        assertThat(out.toString()).contains("+ Found: 0");

        assertThat(run("--status", "new", "--diff", directory.toString())).isZero();
        assertThat(out.toString()).contains("nothing changes");
    }

    @Test
    void aQueueThatAnotherRouteTakesFromIsNamed() throws Exception {
        edit("- to: {uri: \"jms:work\"}");
        Files.writeString(directory.resolve("work.camel.yaml"), """
                - route:
                    id: slow-work
                    from:
                      uri: jms:queue:work
                      steps:
                        - to: {uri: "jms:done"}
                """);
        assertThat(run("--status", "active")).isZero();
        assertThat(out.toString()).contains("work is taken by the route slow-work");
    }

    @Test
    void onlyTheChangesOfAnEditAreShownAndTheExitCodeIsThatOfDiff() throws Exception {
        shippedWith("{{kore.queue.inactive}}", "kore.sim.billing");

        assertThat(run("--diff", "shipped")).isOne();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                inactive  kore.sim.inactive -> kore.sim.billing
                1 of 13 change
                """);

        out.getBuffer().setLength(0);
        assertThat(run("--diff", directory.toString())).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("nothing changes\n");
    }

    @Test
    void theChangesAreJsonForPrograms() throws Exception {
        shippedWith("{{kore.queue.inactive}}", "kore.sim.billing");

        assertThat(run("--diff", "shipped", "--json")).isOne();
        JsonNode change = new ObjectMapper().readTree(out.toString());
        assertThat(change.path("event").asText()).isEqualTo("inactive");
        assertThat(change.at("/before/to/0/target").asText()).isEqualTo("kore.sim.inactive");
        assertThat(change.at("/after/to/0/target").asText()).isEqualTo("kore.sim.billing");
        assertThat(change.at("/after/end").asText()).isEqualTo("sent");
    }

    @Test
    void aCallbackOfOnesOwnIsTheSampleChanged() throws Exception {
        edit("""
                - toD: {uri: "jms:${header.SimUniqueName}.${header.SimStatus}"}
                """);
        assertThat(run("--callback", "SimUniqueName=meter-7")).isZero();
        assertThat(out.toString()).contains("SimUniqueName=meter-7  meter-7.active");

        assertThat(run("--callback", "A=%")).isEqualTo(2);
        assertThat(err.toString()).contains("--callback");
    }

    @Test
    void routesThatCannotBeLoadedAreTroubleAndNoChange() throws Exception {
        edit("- to: {uri: \"jms:{{kore.queue.nothing}}\"}");
        assertThat(run("--diff", "shipped")).isEqualTo(2);
        assertThat(err.toString()).contains("kore.queue.nothing");

        assertThat(run("--diff", "no/such/directory")).isEqualTo(2);
        assertThat(err.toString()).contains("no/such/directory");
    }

    @Test
    void aPictureIsOfOneRouteOrOfAll() {
        assertThat(run("--routes", "routes", "--picture=route-by-status")).isZero();
        assertThat(out.toString()).startsWith("### route-by-status").contains("```mermaid",
                "by_status -- \"header.SimStatus == 'new'\" --> to_new_queue");

        out.getBuffer().setLength(0);
        assertThat(run("--routes", "routes", "--picture")).isZero();
        assertThat(out.toString()).contains("### route-by-status", "### remove-expired-events");

        assertThat(run("--routes", "routes", "--picture=mine")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no route 'mine'");
    }

    private void shippedWith(String before, String after) throws Exception {
        Files.writeString(directory.resolve("route-by-status.camel.yaml"),
                Files.readString(Path.of("routes/route-by-status.camel.yaml"))
                        .replace(before, after));
    }

    private void edit(String steps) throws Exception {
        Files.writeString(directory.resolve("route-by-status.camel.yaml"), """
                - route:
                    id: route-by-status
                    from:
                      uri: direct:route-by-status
                      steps:
                """ + steps.indent(8));
    }

    private int run(String... options) {
        String[] all = new String[options.length + 4];
        all[0] = "routes";
        all[1] = "explain";
        System.arraycopy(options, 0, all, 2, options.length);
        boolean given = options.length > 0 && options[0].equals("--routes");
        all[options.length + 2] = given ? "--config" : "--routes";
        all[options.length + 3] = given ? "config" : directory.toString();
        CommandLine command = KoreSim.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(all);
    }
}
