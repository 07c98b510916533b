package io.github.koresimroutes.check;

import static io.github.koresimroutes.check.CheckedRoutes.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule, with the place and the core of what it says. */
class RuleTest {

    private static final String OTHERWISE = """
                        otherwise:
                          steps:
                            - to:
                                id: to-other-queue
                                uri: jms
                                parameters:
                                  destinationName: "{{kore.queue.unrouted}}"
            """;
    private static final String LOG = "- log:\n    message: seen\n";

    /** Below the send of "suspended", where the first step's name is in line 73, column 21. */
    static Stream<Arguments> steps() {
        return Stream.of(
                step("73:21 error unknown-step: unknown step 'fliter'; did you mean 'filter'?",
                        "- fliter:\n    simple: ${body}\n"),
                step("74:23 error unknown-field: unknown field 'whenn' in choice; did you mean"
                        + " 'when'?", "- choice:\n    whenn: []\n    otherwise:\n      steps: []\n"),
                step("75:23 error duplicate-field: 'message' stands twice in log",
                        LOG + "    message: again\n"),
                step("74:23 error wrong-type: 'steps' takes a list, and here is a group of fields",
                        "- step:\n    steps:\n      log: x\n"),
                step("73:21 error wrong-type: 'process' takes fields of its own, below it, and here"
                        + " is a plain value", "- process: kore-discard\n"),
                step("75:37 error wrong-value: 'loggingLevel' is 'WARM'; did you mean 'WARN'?",
                        LOG + "    loggingLevel: WARM\n"),
                step("73:21 error missing-field: 'filter' lacks 'expression'",
                        "- filter:\n    steps:\n      - log: x\n"),
                step("73:21 error no-steps: 'filter' has no steps", "- filter:\n    simple: ${body}\n"),
                step("73:21 error unknown-step: unknown step 'when' | It belongs below a 'choice'.",
                        "- when:\n    simple: ${body}\n"),
                step("74:28 error missing-component: the component 'ftp' is not there | Put"
                        + " camel-ftp-4.18.0.jar into lib/", "- to:\n    uri: ftp:host/x\n"),
                step("74:28 error missing-option: jms lacks its option 'destinationName'",
                        "- to:\n    uri: jms\n"),
                step("74:28 error wrong-end: timer cannot be sent to", "- to:\n    uri: timer:x\n"),
                step("77:41 error wrong-value: 'disableReplyTo' of jms is 'flase' | It takes true or"
                        + " false.", jms("disableReplyTo: flase")),
                step("77:42 error wrong-value: 'destinationType' of jms is 'tpoic'; did you mean"
                        + " 'topic'?", jms("destinationType: tpoic")),
                step("77:35 error wrong-value: 'priority' of jms is 'high'",
                        jms("priority: high")),
                step("77:41 error wrong-value: 'requestTimeout' of jms is '5 apples' | It takes a"
                        + " time such as", jms("requestTimeout: 5 apples")),
                step("77:25 warning idle-option: 'selector' has no effect here: it is for 'from'"
                        + " only", jms("selector: a = 1")),
                step("74:28 error options-twice: this has options behind the '?' and 'parameters'",
                        "- to:\n    uri: log:x?showAll=true\n    parameters:\n      marker: y\n"),
                step("73:25 error other-context: direct:receive-callback"
                        + " (routes/receive-callback.camel.yaml:9) cannot be reached from here",
                        "- to: direct:receive-callback\n"),
                step("73:25 error unknown-direct: no route begins with direct:nowhere",
                        "- to: direct:nowhere\n"),
                step("75:25 error missing-language: the language 'jsonpath' is not there | Put"
                        + " camel-jsonpath-4.18.0.jar into lib/",
                        "- setBody:\n    expression:\n      jsonpath:\n        expression: $.a\n"),
                step("74:23 error missing-data-format: the data format 'json' is not there | Put"
                        + " camel-jackson-4.18.0.jar into lib/", "- marshal:\n    json: {}\n"),
                step("73:21 error missing-step: the step 'circuitBreaker' is not there | Put"
                        + " camel-resilience4j-4.18.0.jar", "- circuitBreaker:\n    steps:\n"
                                + "      - log: x\n"),
                step("74:38 error unknown-class: there is no class java.lang.IllegalStatException",
                        "- throwException:\n    exceptionType: java.lang.IllegalStatException\n"
                                + "    message: x\n"),
                step("77:43 error unknown-bean: unknown bean 'mine'",
                        jms("messageConverter: \"#mine\"")),
                step("74:51 error simple-syntax: simple cannot read this: Unexpected token =",
                        "- filter:\n    simple: ${header.SimStatus} = 'active'\n    steps:\n"
                                + "      - log: x\n"),
                step("76:39 error wrong-value: 'completionSize' is 'lots' | It takes a number.",
                        "- aggregate:\n    correlationExpression:\n      constant: 1\n"
                                + "    completionSize: lots\n    steps:\n      - log: x\n"),
                step("73:27 error simple-syntax: simple cannot read this: Unknown function",
                        "- log: \"${heder.a}\"\n"),
                step("74:30 error expression-syntax: xpath cannot read this: A location path was",
                        "- filter:\n    xpath: /a/b[\n    steps:\n      - log: x\n"),
                step("76:41 error unknown-bean: unknown bean 'kore-data-sorce'; did you mean"
                        + " 'kore-data-source'?", "- to:\n    uri: jdbc\n    parameters:\n"
                                + "      dataSourceName: kore-data-sorce\n"),
                step("73:25 error unknown-bean: unknown bean 'kore-discrad'",
                        "- to: bean:kore-discrad\n"),
                step("73:25 error unknown-bean: unknown bean 'mine'",
                        "- to: jms:x?messageConverter=#mine\n"),
                step("74:28 error unknown-bean: unknown bean 'kore-sent-nowher'",
                        "- filter:\n    ref: kore-sent-nowher\n    steps:\n      - log: x\n"),
                step("75:44 error unknown-bean: unknown bean 'mine'",
                        "- enrich:\n    constant: log:x\n    aggregationStrategy: mine\n"),
                step("74:62 warning unknown-status: KORE knows no status 'inactiv'",
                        "- filter:\n    simple: ${header.SimStatus} in 'active,inactiv'\n"
                                + "    steps:\n      - log: x\n"),
                step("74:33 warning unknown-status: KORE knows no status 'inactiv'",
                        "- filter:\n    simple: \"'inactiv' == ${header.SimStatus}\"\n"
                                + "    steps:\n      - log: x\n"),
                step("74:40 warning unknown-header: events have no header SimStat; did you mean"
                        + " 'SimStatus'?", "- setBody:\n    simple: ${header.SimStat}\n"),
                step("74:55 warning unknown-status: KORE knows no status 'actve'; did you mean"
                        + " 'active'?", "- filter:\n    simple: ${header.SimStatus} == 'actve'\n"
                                + "    steps:\n      - log: x\n"));
    }

    /** What the dispatch transaction cannot have, or people should know of. */
    static Stream<Arguments> unsafeSteps() {
        return Stream.of(
                step("73:21 error other-thread: wireTap goes on in another thread, outside the"
                        + " dispatch transaction: what is sent there is refused",
                        "- wireTap:\n    uri: jms:x\n"),
                step("73:21 warning other-thread: wireTap goes on in another thread",
                        "- wireTap:\n    uri: log:x\n"),
                step("73:21 error other-thread: threads goes on in another thread, outside the"
                        + " dispatch transaction: the send in line 75 is refused",
                        "- threads:\n    poolSize: 1\n- to: jms:x\n"),
                step("73:21 error other-thread: parallelProcessing of multicast goes on in another"
                        + " thread", "- multicast:\n    parallelProcessing: true\n    steps:\n"
                                + "      - to: jms:x\n"),
                step("73:21 error other-thread: executorService of multicast goes on in another"
                        + " thread", "- multicast:\n    executorService: \"#bean:kore-discard\"\n"
                                + "    steps:\n      - to: jms:x\n"),
                step("73:21 error other-thread: parallelProcessing of recipientList goes on in"
                        + " another thread, outside the dispatch transaction: what is sent there",
                        "- recipientList:\n    constant: jms:x\n    parallelProcessing: true\n"),
                step("73:21 error other-thread: what follows delay goes on in another thread,"
                        + " outside the dispatch transaction: the send in line 75 is refused",
                        "- delay:\n    constant: 5\n- to: jms:x\n"),
                step("73:21 warning slow: delay holds up every event of the lane",
                        "- delay:\n    constant: 5\n    asyncDelayed: false\n- to: jms:x\n"),
                step("73:21 warning other-thread: threads goes on in another thread",
                        "- threads:\n    poolSize: 1\n"),
                step("73:21 warning slow: pollEnrich holds up every event of the lane, with",
                        "- pollEnrich:\n    constant: file:target/none\n    timeout: 5\n"),
                step("77:25 error unsafe-send: with 'timeToLive' this send is refused",
                        jms("timeToLive: 60000")),
                step("77:25 error unsafe-send: this send is refused: the broker may forget",
                        jms("deliveryPersistent: false")),
                step("77:25 error unsafe-send: this send is refused: the broker may forget",
                        jms("deliveryMode: 1")),
                step("77:25 error unsafe-send: this send is refused: it would wait for an answer",
                        jms("exchangePattern: InOut")),
                step("77:25 error unsafe-send: with 'connectionFactory' this send is refused",
                        jms("connectionFactory: \"#kore-connection-factory\"")),
                step("75:35 error unsafe-send: this send is refused: 'enrich' waits for an answer",
                        "- enrich:\n    expression:\n      constant: jms:x\n"),
                step("73:21 warning hides-nothing: a send that fails in this doTry rolls the batch"
                        + " back", "- doTry:\n    steps:\n      - to: jms:x\n    doCatch:\n"
                                + "      - exception:\n          - java.lang.Exception\n"
                                + "        steps:\n          - log: x\n"),
                step("73:21 warning slow: delay holds up every event of the lane",
                        "- delay:\n    constant: 5\n"),
                step("73:21 error gathers: aggregate keeps events in memory over their transaction:"
                        + " what it sends later", "- aggregate:\n    correlationExpression:\n"
                                + "      constant: 1\n    aggregationStrategy:"
                                + " \"#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy\"\n"
                                + "    completionSize: 2\n    steps:\n"
                                + "      - to: jms:x\n"),
                step("16:11 warning no-otherwise: choice 'by-status' has no 'otherwise'", ""));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void ofASingleStep(String expected, String step) {
        assertThat(shipped().step(step).shortly())
                .anySatisfy(line -> assertThat(line).startsWith("route-by-status:" + expected));
    }

    @ParameterizedTest
    @MethodSource("unsafeSteps")
    void ofTheDispatchTransaction(String expected, String step) {
        CheckedRoutes routes = step.isEmpty() ? shipped().with(OTHERWISE, "") : shipped().step(step);

        assertThat(routes.shortly()).singleElement().asString()
                .startsWith("route-by-status:" + expected);
    }

    /** The same in a route that a queue feeds is nobody's harm. */
    @ParameterizedTest
    @MethodSource("unsafeSteps")
    void ofTheDispatchTransactionHoldForNoOtherRoute(String expected, String step) {
        assertThat(shipped().own(step.isEmpty() ? LOG : step).shortly()).isEmpty();
    }

    @Test
    void anEventIsFollowedThroughDirectRoutes() {
        assertThat(shipped().step("- to: direct:mine\n").file("own", """
                - route:
                    from:
                      uri: direct:mine
                      steps:
                        - wireTap:
                            uri: direct:tapped
                - route:
                    from:
                      uri: direct:tapped
                      steps:
                        - to: jms:x
                """).shortly()).singleElement().asString()
                .startsWith("own:5:11 error other-thread: wireTap");
    }

    /** A route that is called takes the one that called it along to the other thread. */
    @Test
    void whatFollowsInTheRouteThatCalledIsInTheOtherThreadToo() {
        assertThat(shipped().step("- to: direct:mine\n- to: jms:x\n").file("own", """
                - route:
                    from:
                      uri: direct:mine
                      steps:
                        - delay:
                            constant: 5
                """).shortly()).singleElement().asString().startsWith("own:5:11 error other-thread:"
                        + " what follows delay goes on in another thread, outside the dispatch"
                        + " transaction: the send in line 74 of routes/route-by-status.camel.yaml");
    }

    @Test
    void aRouteThatNothingCalls() {
        assertThat(own("direct:mine", "log: x")).containsExactly("own:3:12 warning unused-route:"
                + " no route calls direct:mine: unless a bean does, this one never runs | Call it"
                + " from another route, `to: direct:mine`, or begin it with what brings it"
                + " messages.");
        assertThat(own("seda:mine", "log: x")).singleElement().asString().contains("unused-route");
        assertThat(own("direct:mine", "toD: direct:${header.next}")).isEmpty();
        assertThat(own("direct:mine", "recipientList: {header: next}")).isEmpty();
    }

    private static List<String> own(String from, String step) {
        return shipped().file("own", "- route:\n    from:\n      uri: " + from + "\n      steps:\n"
                + "        - " + step + "\n").shortly();
    }

    @Test
    void errorHandlingOfAnotherName() {
        assertThat(shipped().file("own", """
                - route:
                    routeConfigurationId: answer-erors
                    from:
                      uri: timer:x
                      steps:
                        - log: x
                """).shortly()).containsExactly("own:2:27 warning unknown-configuration: no error"
                + " handling applies: here is no routeConfiguration 'answer-erors'; did you mean"
                + " 'answer-errors'? | There is answer-errors.");
    }

    /** Camel takes it, and no route from it. */
    @Test
    void aFileThatIsNoList() {
        assertThat(shipped().file("own", "route:\n  id: own\n").shortly()).singleElement()
                .asString().startsWith("own:1:1 error wrong-type: this is no list of routes");
    }

    @Test
    void aBeanThatIsReplacedWithEachEditIsNoneOfTheFixedFiles() {
        assertThat(shipped().file("own", "- beans:\n    - name: mine\n      type: java.util.Date\n")
                .with("receive-callback", "        - removeHeaders:", "        - bean:\n"
                        + "            ref: mine\n            method: getTime\n"
                        + "        - removeHeaders:").shortly()).singleElement().asString()
                .startsWith("receive-callback:37:18 error"
                        + " other-context: the bean 'mine' of a file that teams edit");
    }

    @Test
    void errorsThatAreHandledForAllRoutes() {
        assertThat(shipped().file("own", """
                - onException:
                    exception:
                      - java.lang.Exception
                    handled:
                      constant: "true"
                - errorHandler:
                    deadLetterChannel:
                      deadLetterUri: jms:dead
                """).shortly()).satisfiesExactly(
                first -> assertThat(first).startsWith("own:1:3 warning hides-nothing: an error that"),
                second -> assertThat(second).startsWith("own:7:5 warning hides-nothing: a dead"));
    }

    @Test
    void anErrorThatIsTriedAgainWithinTheTransaction() {
        assertThat(shipped().file("own", """
                - onException:
                    exception:
                      - java.lang.Exception
                    redeliveryPolicy:
                      maximumRedeliveries: 3
                """).shortly()).singleElement().asString()
                .startsWith("own:1:3 warning slow: this onException tries again with the dispatch");
    }

    @Test
    void anotherJmsComponent() {
        assertThat(shipped().file("own", """
                - beans:
                    - name: own-jms
                      type: org.apache.camel.component.jms.JmsComponent
                """).step("- to: own-jms:x\n").shortly()).singleElement().asString()
                .startsWith("route-by-status:73:25 warning other-transaction: what 'own-jms' sends");
    }

    @Test
    void aRouteAtThePathOfCallbacks() {
        assertThat(own("platform-http:/kore/other", "log: x")).isEmpty();
        assertThat(shipped().setting("kore.callback.endpoint.north.path", "/kore/north")
                .file("own", """
                        - route:
                            from:
                              uri: platform-http
                              parameters:
                                path: /kore/north
                              steps:
                                - log: x
                        """).shortly()).singleElement().asString()
                .startsWith("own:3:12 error callback-path: this is the path of an endpoint");
    }

    @Test
    void whatASettingSaysIsNotShown() {
        assertThat(shipped().own("""
                - to:
                    uri: jms
                    parameters:
                      destinationName: x
                      priority: "{{my.secret}}"
                      password: "{{my.secret}}"
                - to: "{{my.secret}}"
                - log: "${{{my.secret}}}"
                - to: "bean:{{my.secret}}"
                - to: "jms:x?messageConverter=#{{my.secret}}"
                - filter:
                    xpath: "{{my.secret}}["
                    steps:
                      - log: x
                """).setting("my.secret", "hunter2").shortly())
                .isNotEmpty().noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void twoRoutesFromOneDirect() {
        String route = "- route:\n    from:\n      uri: direct:mine\n      steps:\n        - log: x\n";
        assertThat(shipped().file("own", route + route).shortly()).singleElement().asString()
                .startsWith("own:8:12 error two-consumers: another route begins with direct:mine:"
                        + " routes/own.camel.yaml:3");
    }

    @Test
    void twoBranchesWithOneCondition() {
        assertThat(shipped().with("== 'ready'", "== 'new'").shortly()).containsExactly(
                "route-by-status:30:33 error duplicate-when: this branch is never taken: the when in"
                        + " line 21 asks the same | Remove one of them, or correct its condition.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${header.SimStatus} == 'new' || ${header.SimStatus} == 'ready'",
        "${header.SimStatus} in 'new,ready'", "${header.SimStatus} =~ 'READY'",
        "${headers.SimStatus} != 'active'", "${header.SimStatus} contains 'rea'",
        "${header.SimStatus}", "true"})
    void aBranchBehindOneThatTakesMore(String before) {
        assertThat(shipped().with("${header.SimStatus} == 'new'", before).shortly())
                .anySatisfy(line -> assertThat(line).startsWith("route-by-status:30:33 error"
                        + " unreachable-when: this branch is never taken: the when in line 21"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${header.SimStatus} == 'new' && ${header.SimSid} == 'HS1'",
        "${header.SimStatus} in 'new,updatin' && ${header.SimSid}",
        "${header.SimStatus} !in 'ready'",
        "${header.SimStatus} == 'READY' || ${header.SimSid} == 'ready'", "${random(3)} == '1'",
        "${header.SimSid} == 'a' || ${header.SimStatus} == 'ready' && ${header.AccountSid} == 'b'",
        "${header.SimSid} == '|| true'"})
    void aBranchBehindOneThatTakesOthers(String before) {
        assertThat(shipped().with("${header.SimStatus} == 'new'", before).errors()).isEmpty();
    }

    @Test
    void theRoutesThatTheBundleCalls() {
        assertThat(shipped().with("name: route-by-status", "name: route-by-statsu").shortly())
                .singleElement().asString().startsWith(":0:0 error missing-route: no route file has a"
                        + " route from direct:route-by-status, which gets every event");
        assertThat(shipped().with("callback-endpoint", "id: callback-endpoint", "id: other").shortly())
                .singleElement().asString().contains("missing-route: no route file has the route"
                        + " template callback-endpoint");
    }

    @ParameterizedTest
    @MethodSource
    void fixedFiles(String file, String before, String after, String expected) {
        assertThat(shipped().with(file, before, after).shortly())
                .anySatisfy(line -> assertThat(line).startsWith(file + ":").contains(expected));
    }

    static Stream<Arguments> fixedFiles() {
        String endpoint = "callback-endpoint";
        String dispatch = "dispatch-events";
        return Stream.of(
                Arguments.of(dispatch, "uri: kore-jms", "uri: jms",
                        "error fixed-file: 'jms' may be another component"),
                Arguments.of(endpoint, "path: \"{{path}}\"", "path: /kore",
                        "26:17 error fixed-file: 'path' of the callback endpoint is not \"{{path}}\""),
                Arguments.of(endpoint, "useBodyHandler: false", "useBodyHandler: true",
                        "31:27 error fixed-file: 'useBodyHandler' of the callback endpoint"),
                Arguments.of(endpoint, "          populateBodyWithForm: false\n", "",
                        "error fixed-file: 'populateBodyWithForm' of the callback endpoint"),
                Arguments.of(endpoint, "name: KoreEndpoint", "name: KoreEndpont",
                        "error fixed-file: callback-endpoint does not set KoreEndpoint"),
                Arguments.of(endpoint, "name: receive-callback", "name: receive-calback",
                        "error fixed-file: callback-endpoint does not lead to"),
                Arguments.of(endpoint, "      routeConfigurationId: answer-errors\n", "",
                        "error fixed-file: callback-endpoint lacks 'routeConfigurationId"),
                Arguments.of("receive-callback", "    routeConfigurationId: answer-errors\n", "",
                        "warning fixed-file: receive-callback lacks 'routeConfigurationId"),
                Arguments.of("receive-callback", "      steps:\n", "      steps:\n        - process:\n"
                        + "            ref: kore-discard\n", "warning fixed-file: receive-callback uses"
                                + " kore-discard before kore-verify-callback"),
                Arguments.of("receive-callback", "ref: kore-read-callback", "ref: kore-discard",
                        "warning fixed-file: receive-callback has no step with kore-read-callback"),
                Arguments.of(dispatch, "      routeConfigurationId: no-error-handler\n", "",
                        "error fixed-file: dispatch-lane lacks 'routeConfigurationId"),
                Arguments.of(dispatch, "stopOnException: true", "stopOnException: false",
                        "error fixed-file: split 'each-event' lacks 'stopOnException: true'"),
                Arguments.of(dispatch, "ref: kore-pass-baton", "ref: kore-discard",
                        "error fixed-file: dispatch-lane has no step with kore-pass-baton"),
                Arguments.of(dispatch, "noErrorHandler: {}", "defaultErrorHandler: {}",
                        "6:9 error fixed-file: no-error-handler lacks"),
                Arguments.of(dispatch, "selector: \"KoreJournal = '{{kore-journal-id}}'\"",
                        "selector: x = 1", "27:21 error fixed-file: 'selector' of the baton's"),
                Arguments.of(dispatch, "concurrentConsumers: 1", "transacted: false",
                        "28:11 error fixed-file: 'transacted' of the baton's endpoint could"),
                Arguments.of("receive-callback", "expression: KoreEventKey",
                        "expression: KoreEventKy", "26:15 error fixed-file: idempotentConsumer"
                                + " 'store-once' does not ask for KoreEventKey"),
                Arguments.of("receive-callback", "skipDuplicate: true", "eager: false",
                        "28:20 error fixed-file: 'eager' of idempotentConsumer 'store-once'"),
                Arguments.of("handle-errors", "callback.CallbackRefusedException",
                        "journal.JournalUnavailableException", "5:9 error fixed-file: answer-errors"
                                + " has no onException for CallbackRefusedException"),
                Arguments.of("handle-errors", "name: CamelHttpResponseCode", "name: Status",
                        "8:9 warning fixed-file: onException 'on-refused' sets no"));
    }

    @ParameterizedTest
    @CsvSource({"handle-errors, answer-errors", "dispatch-events, no-error-handler",
        "dispatch-events, dispatch-lane", "dispatch-events, seed-baton"})
    void fixedRoutesOfAnotherName(String file, String id) {
        assertThat(shipped().with(file, "    id: " + id, "    id: other").errors())
                .anySatisfy(line -> assertThat(line).startsWith(":0:0 error missing-route: no")
                        .contains(id + ", which"));
    }

    private static Arguments step(String expected, String step) {
        return Arguments.of(expected, step);
    }

    /** A send with an option, whose name begins in line 77, column 25. */
    private static String jms(String option) {
        return "- to:\n    uri: jms\n    parameters:\n      destinationName: x\n      " + option + "\n";
    }
}
