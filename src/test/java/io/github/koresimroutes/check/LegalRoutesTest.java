package io.github.koresimroutes.check;

import static io.github.koresimroutes.check.CheckedRoutes.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.routeset.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is right, and may not be refused. */
class LegalRoutesTest {

    private static final Pattern SNIPPET = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("\\{\\{([^{}:?]+)}}");

    @Test
    void nothingIsFoundInTheShippedRoutes() {
        assertThat(shipped().shortly()).isEmpty();
        assertThat(RouteCheck.findings(shipped().set())).isEmpty();
    }

    /** Each as a branch before the others, or as a file of its own. */
    @Test
    void nothingIsFoundInWhatTheDocsTellToWrite() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("docs/edit-a-route.md")))
                .results().map(found -> found.group(1)).toList();
        assertThat(snippets).hasSizeGreaterThan(1);
        for (String snippet : snippets) {
            CheckedRoutes routes = snippet.startsWith("- ") ? shipped().file("own", snippet)
                    : shipped().with("            when:\n", branch(snippet));
            routes.with("id: to-suspended-queue", "id: the-other-one");
            Matcher setting = SETTING.matcher(snippet);
            while (setting.find()) {
                routes.setting(setting.group(1), "kore.sim.any");
            }
            assertThat(routes.shortly().stream().filter(line -> !line.contains("duplicate-when")))
                    .as(snippet).isEmpty();
        }
    }

    private static String branch(String snippet) {
        String plain = snippet.stripLeading();
        return plain.startsWith("when:") ? snippet : "            when:\n"
                + (plain.startsWith("steps:") ? """
                              - expression:
                                  simple:
                                    expression: ${header.SimSid} == 'HS1'
                """ : "") + snippet;
    }

    /** Camel takes them; the short forms, too. */
    @ParameterizedTest
    @ValueSource(strings = {
        "- log: hello",
        "- log:\n    message: ${body}\n    logging-level: info",
        "- to: log:x?showAll=true",
        "- to:\n    uri: log:x\n    parameters:\n      showAll: true\n      groupInterval: 5",
        "- setBody:\n    simple: hi",
        "- setBody:\n    constant: 5",
        "- setBody:\n    expression:\n      method:\n        beanType: java.lang.System\n"
                + "        method: currentTimeMillis",
        "- setHeader:\n    name: a\n    simple: ${header.b}",
        "- setHeaders:\n    headers:\n      - name: a\n        constant: b",
        "- stop: {}",
        "- choice:\n    when:\n      - simple: ${header.a} > 3\n        steps:\n          - log: x\n"
                + "    otherwise:\n      steps:\n        - log: y",
        "- filter:\n    simple: ${header.a} =~ 'x' || ${header.b} contains 'y'\n    steps:\n"
                + "      - log: x",
        "- choice:\n    when:\n      - id: w\n        simple: ${header.a}\n        steps:\n"
                + "          - log: x\n      - id: w\n        simple: ${header.c}\n"
                + "        steps:\n          - log: x",
        "- filter:\n    xpath: /a/b\n    steps:\n      - log: x",
        "- split:\n    tokenize:\n      token: ','\n    parallel-processing: true\n    steps:\n"
                + "      - log: x",
        "- delay:\n    constant: 5",
        "- loop:\n    constant: 3\n    steps:\n      - log: x",
        "- doTry:\n    steps:\n      - log: x\n    doCatch:\n      - exception:\n"
                + "          - java.lang.Exception\n        steps:\n          - log: x\n"
                + "    doFinally:\n      steps:\n        - log: x",
        "- multicast:\n    steps:\n      - log: x",
        "- aggregate:\n    correlationExpression:\n      constant: true\n    completionSize: 3\n"
                + "    aggregationStrategy: \"#class:org.apache.camel.processor.aggregate."
                + "UseLatestAggregationStrategy\"\n    steps:\n      - log: x",
        "- enrich:\n    constant: log:x",
        "- pollEnrich:\n    constant: 'file:target/none?noop=true'\n    timeout: 5",
        "- recipientList:\n    constant: log:x,log:y",
        "- removeHeaders: '*'",
        "- removeHeader:\n    name: x",
        "- throwException:\n    exceptionType: java.lang.IllegalStateException\n    message: x",
        "- validate:\n    simple: ${body}",
        "- wireTap:\n    uri: log:x",
        "- toD: log:${header.x}",
        "- loadBalance:\n    roundRobinLoadBalancer: {}\n    steps:\n      - log: x",
        "- convertBodyTo: String",
        "- sort:\n    simple: ${body}",
        "- resequence:\n    simple: ${body}\n    batchConfig:\n      batchSize: 3\n    steps:\n"
                + "      - log: x",
        "- threads:\n    poolSize: 3",
        "- setVariable:\n    name: x\n    simple: ${uuid}",
        "- step:\n    steps:\n      - log: x",
        "- bean:\n    beanType: java.util.Date\n    method: getTime",
        "- to:\n    uri: file:target\n    parameters:\n      fileName: ${header.KoreSequence}.json",
        "- multicast:\n    aggregationStrategy: \"#class:org.apache.camel.processor.aggregate."
                + "UseLatestAggregationStrategy\"\n    timeout: 100\n    parallelProcessing: true\n"
                + "    steps:\n      - log: x",
        "- filter:\n    simple: ${header.SimStatus} =~ 'READY' && 'a' == ${body}\n    steps:\n"
                + "      - log: x",
        "- log:\n    message: \"{{no.such.setting:a default}} {{?nor.this}}\"",
    })
    void whatCamelStartsIsNoError(String step) throws Exception {
        String route = "- route:\n    id: own\n    from:\n      uri: timer:own?delay=1h\n"
                + "      steps:\n" + step.indent(8) + "        - log: end\n";
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getCamelContextExtension().getContextPlugin(RoutesLoader.class).loadRoutes(
                    ResourceHelper.fromBytes("own.camel.yaml", route.getBytes()));
            camel.start();
        }

        assertThat(shipped().file("own", route).shortly()).isEmpty();
    }

    static Stream<Path> recipes() throws IOException {
        return Files.list(Path.of("routes/examples")).filter(Files::isDirectory).sorted();
    }

    /** But for jars that are not there. */
    @ParameterizedTest
    @MethodSource("recipes")
    void nothingIsFoundInARecipe(Path recipe) throws IOException {
        assertThat(withFilesOf(recipe).shortly())
                .allMatch(line -> line.contains(" error missing-component: "));
    }

    private static CheckedRoutes withFilesOf(Path directory) throws IOException {
        CheckedRoutes routes = shipped();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(RouteFile.SUFFIX)).toList()) {
                routes.file(file.getFileName().toString().replace(RouteFile.SUFFIX, ""),
                        Files.readString(file));
            }
        }
        return routes;
    }

    /** They run, whatever they are good for: the tests of crashes find what each of them loses. */
    @ParameterizedTest
    @ValueSource(strings = {"acknowledge-first", "deduplicate-first", "look-then-insert",
        "stock-camel", "two-transactions"})
    void whatTheTestsOfCrashesStartIsNoError(String flawed) throws IOException {
        assertThat(withFilesOf(Path.of("src/test/resources/flawed", flawed)).errors()).isEmpty();
    }

    /** A branch that leaves the thread leaves the others where they are. */
    @Test
    void theSendsOfOtherBranchesAreNotAfterAStep() {
        assertThat(shipped().with("""
                                        destinationName: "{{kore.queue.new}}"
                """, """
                                        destinationName: "{{kore.queue.new}}"
                                  - threads:
                                      poolSize: 1
                """).errors()).isEmpty();
    }

    /** The dispatch counts all of these, and a failure of one rolls the batch back. */
    @ParameterizedTest
    @ValueSource(strings = {
        "- to:\n    uri: jms\n    parameters:\n      destinationName: elsewhere",
        "- toD:\n    uri: \"jms:${header.SimStatus.replace('suspended', 'elsewhere')}\"",
        "- recipientList:\n    expression:\n      constant:\n        expression: jms:elsewhere",
        "- routingSlip:\n    expression:\n      constant:\n        expression: jms:elsewhere",
        "- multicast:\n    steps:\n      - to: jms:elsewhere",
        "- loadBalance:\n    roundRobinLoadBalancer: {}\n    steps:\n      - to: jms:elsewhere",
        "- enrich:\n    expression:\n      constant:\n"
                + "        expression: jms:elsewhere?exchangePattern=InOnly",
        "- stop: {}",
        "- process:\n    ref: kore-discard",
        "- throwException:\n    exceptionType: java.lang.IllegalStateException\n    message: x",
        "- setBody:\n    constant: select 1\n- to:\n    uri: jdbc\n    parameters:\n"
                + "      dataSourceName: kore-data-source",
        "- to: file:target?fileName=${header.KoreSequence}",
    })
    void waysToSendAnEvent(String step) {
        assertThat(shipped().step(step).shortly()).isEmpty();
    }

    /** Where more may be there than is known: beans that Java binds, settings of other files. */
    @Test
    void whatIsNotKnownToBeMissingIsNoError() {
        CheckedRoutes routes = shipped().step("""
                - process:
                    ref: bound-by-java
                - to: "jms:{{from.elsewhere}}"
                """);

        assertThat(RouteCheck.findings(routes.set())).singleElement()
                .matches(finding -> !finding.isError() && finding.rule().equals("unknown-bean"));
        assertThat(routes.errors()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "- from:\n    uri: timer:x?period=5s\n    steps:\n      - log: x",
        "- beans:\n    - name: mine\n      type: java.util.Date\n- route:\n    from:\n"
                + "      uri: timer:x\n      steps:\n        - bean:\n            ref: mine\n"
                + "            method: getTime",
        "- onException:\n    exception: java.lang.Exception\n    redeliveryPolicy:\n"
                + "      maximumRedeliveries: 3\n    steps:\n      - log: x",
        "- routeTemplate:\n    id: mine\n    parameters:\n      - name: queue\n    from:\n"
                + "      uri: \"jms:{{queue}}\"\n      steps:\n        - to: \"direct:{{queue}}\"",
        "- rest:\n    path: /x\n    get:\n      - path: /y\n        to: direct:mine\n- from:\n"
                + "    uri: direct:mine\n    steps:\n      - log: x",
        "- route:\n    id: second\n    from:\n      uri: jms:{{kore.queue.active}}\n      parameters:\n"
                + "        concurrentConsumers: 2\n        selector: SimStatus = 'active'\n"
                + "        transacted: true\n      steps:\n        - delay:\n            constant: 5\n"
                + "        - to: seda:mine\n- from:\n    uri: seda:mine\n    steps:\n"
                + "      - wireTap:\n          uri: log:x",
    })
    void routesOfATeamsOwnAreNoError(String file) {
        assertThat(shipped().file("own", file).errors()).isEmpty();
    }
}
