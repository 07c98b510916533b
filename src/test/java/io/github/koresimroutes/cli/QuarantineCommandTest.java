package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackShape;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.ExtensibleSha256;
import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.journal.EventArchive;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestSqlite;
import io.github.koresimroutes.quarantine.Quarantine;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineKind;
import io.github.koresimroutes.quarantine.QuarantineSettings;
import io.github.koresimroutes.quarantine.TestCallbacks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as they are typed, beside an instance that has the journal open. */
@Timeout(120)
class QuarantineCommandTest {

    private static final String SIM = "HS00000000000000000000000000000001";

    @TempDir
    private Path config;

    private HikariDataSource pool;
    private EventJournal journal;
    private Quarantine quarantine;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void open() throws IOException {
        pool = TestSqlite.pool(TestSqlite.url(config));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        Properties defaults = Defaults.load();
        quarantine = new Quarantine(journal.database(), QuarantineSettings.read(new Settings(
                key -> Optional.ofNullable(defaults.getProperty(key)))),
                new CallbackShape(account -> true), 4);
        quarantine.start();
        settings("new");
    }

    @AfterEach
    void close() {
        quarantine.close();
        journal.close();
        pool.close();
    }

    @Test
    void listShowsWhatIsKeptInATable() {
        keep(TestCallbacks.signed("old", 1));
        keep(TestCallbacks.signed("old", 2));

        assertThat(run("list", "--limit", "1")).isZero();

        assertThat(out.toString().lines()).hasSize(2).element(0).asString()
                .containsSubsequence("ID", "KIND", "RECEIVED", "BYTES", "SIM", "STATUS", "REASON");
        assertThat(out.toString().lines().toList().get(1)).matches("2 +likely +"
                + "2026-03-01T10:00:00\\.123Z +104 +HS0+2 +active +Kore-Signature does not match");
        assertThat(err.toString()).contains("This is the newest of 2. --limit 2 shows all.");
        assertThat(run("list", "--kind", "rest")).isZero();
        assertThat(err.toString()).contains("There are none.");
    }

    @Test
    void listForProgramsIsAnObjectALine() {
        keep(TestCallbacks.signed("old", 1));

        assertThat(run("list", "--json")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                {"id":1,"kind":"likely","receivedAt":"2026-03-01T10:00:00.123Z",\
                "refusal":"SIGNATURE_WRONG","reason":"Kore-Signature does not match",\
                "bytes":104,"simSid":"HS00000000000000000000000000000001",\
                "simStatus":"active"}
                """);
    }

    /** Without any secret, somebody writes these into what operators look at. */
    @Test
    void noCharacterThatATerminalObeysGetsThrough() {
        keep(TestCallbacks.signed("old", "SimSid=" + SIM + "&SimStatus=%C2%9B31m%E2%80%AE%0A"
                + "now+it+verifies&AccountSid=AC" + "0".repeat(32), "T1"));

        for (String[] command : new String[][] {{"list"}, {"list", "--json"}, {"show", "1"},
                {"show", "1", "--json"}}) {
            assertThat(run(command)).isZero();
            assertThat(out.toString()).matches("[\\x20-\\x7E\\r\\n\\u2026]*");
        }
    }

    @Test
    void aBodyIsToldFromWhatTheCommandSays() {
        keep(TestCallbacks.signed("old", "a=1\nnow it         verifies", "T1"));

        await().until(() -> run("show", "1") == 0);
        assertThat(out.toString()).contains("\n| a=1\n| now it ");
    }

    @Test
    void showTellsWhatCameAndWhetherItWouldVerifyNowAndNeverTheSignature() throws IOException {
        CallbackRequest request = TestCallbacks.signed("old", 1);
        keep(request);

        assertThat(run("show", "1")).isZero();
        assertThat(out.toString()).contains("kind           likely",
                "refused        Kore-Signature does not match",
                "now it         is refused: Kore-Signature does not match",
                "token          RQ1", "date           2026-03-01T09:59:59Z", "query          -",
                "\n| SimSid=" + SIM).doesNotContain(request.signatures().get(0));
        settings("old");
        assertThat(run("show", "1")).isZero();
        assertThat(out.toString()).contains(
                "now it         verifies, by the secret 'current': reverify releases it");
        assertThat(run("show", "1", "--json")).isZero();
        assertThat(out.toString()).contains("\"now\":\"verifies", "\"tokens\":[\"RQ1\"]",
                "\"bodyHex\":null}").doesNotContain(request.signatures().get(0));
        settings("");
        assertThat(run("show", "1")).isZero();
        assertThat(out.toString()).contains("now it         is not known: kore.callback.secret");
    }

    @Test
    void afterTheFixReverifyReleasesWhatVerifiesOnceAndLeavesTheRest() throws Exception {
        for (int i = 1; i <= 120; i++) {
            keep(TestCallbacks.signed(i % 40 == 0 ? "another" : "old", i));
        }
        assertThat(run("reverify")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                0 callbacks were released
                120 callbacks do not verify
                """);
        settings("old");
        assertThat(run("reverify", "--dry-run")).isZero();
        assertThat(out.toString()).contains("117 callbacks would be released");
        assertThat(waiting()).isZero();

        assertThat(run("reverify")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                117 callbacks were released
                3 callbacks do not verify
                """);
        assertThat(waiting()).isEqualTo(117);
        JournalEntry first = entry(1);
        assertThat(first.simSid()).isEqualTo(SIM);
        assertThat(first.flags()).containsExactly(EventFlag.RELEASED);
        assertThat(first.receivedAt()).isEqualTo("2026-03-01T10:00:00.123Z");
        assertThat(new QuarantineArchive(journal.database()).levels())
                .containsEntry(QuarantineKind.LIKELY, 3L);
        assertThat(run("reverify")).isZero();
        assertThat(out.toString()).contains("0 callbacks were released");
        assertThat(waiting()).isEqualTo(117);
    }

    @Test
    void whatALaterEventHasOvertakenStaysIfOnlyTheLatestAreMeant() throws Exception {
        settings("old");
        CallbackRequest first = TestCallbacks.signed("old", 1);
        keep(first);
        keep(TestCallbacks.signed("old", 2));
        keep(TestCallbacks.signed("old",
                new String(TestCallbacks.signed("old", 2).body(), StandardCharsets.US_ASCII)
                        .replace("active", "inactive"), "RQ2b"));
        journal.add(new SimEvent(EventKind.SIM_STATUS, "AC1", "later", Set.of(), SIM, "ready", null,
                first.receivedAt().plusMillis(1), "application/x-www-form-urlencoded",
                new byte[0], new byte[32], "current", Map.of()));
        assertThat(waiting()).isEqualTo(1);

        assertThat(run("reverify", "--if-latest")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                2 callbacks were released
                1 callback is overtaken by a later event of the same SIM, and stays
                0 callbacks do not verify
                """);
        assertThat(entry(2).simStatus()).isEqualTo("active");
        assertThat(entry(3).simStatus()).as("refused after it").isEqualTo("inactive");
        assertThat(run("reverify", "--if-latest")).isZero();
        assertThat(out.toString()).contains("0 callbacks were released", "1 callback is overtaken");
        assertThat(run("reverify")).isZero();
        assertThat(out.toString()).contains("1 callback was released");
    }

    @Test
    void whatIsSignedButMalformedIsReleasedByHandOnlyAndAsAJsonString() throws Exception {
        CallbackRequest forged = extended(TestCallbacks.signed("new", "SimStatus=active", "t1"),
                "new".length(), "&SimStatus=inactive");
        keep(forged, Refusal.FORM_BYTES);

        assertThat(run("reverify")).isZero();
        assertThat(out.toString()).contains("0 callbacks were released",
                "1 callback is signed, and refused for the form: look at it");
        assertThat(waiting()).isZero();
        assertThat(run("show", "1")).isZero();
        assertThat(out.toString()).contains("the body is signed, by the secret 'current'",
                "(no UTF-8, so in hex) 53696d");

        assertThat(run("release", "1")).isZero();

        assertThat(out.toString()).contains("1 was released");
        assertThat(waiting()).isEqualTo(1);
        JournalEntry entry = entry(1);
        assertThat(entry.kind()).isEqualTo(EventKind.JSON);
        assertThat(entry.simStatus()).isNull();
        assertThat(entry.token()).isEqualTo("t1");
        assertThat(entry.flags()).containsExactlyInAnyOrder(
                EventFlag.RELEASED, EventFlag.MALFORMED);
        assertThat(new String(entry.body(), StandardCharsets.UTF_8))
                .startsWith("\"SimStatus=active\u0080\\u0000")
                .endsWith("&SimStatus=inactive\"");
        assertThat(run("release", "1")).isEqualTo(1);
        assertThat(err.toString()).startsWith("kore-sim: there is no 1 in quarantine");
    }

    @Test
    void aRepeatedTokenIsReleasedByHandWithoutIt() throws Exception {
        CallbackRequest once = TestCallbacks.signed("new", 1);
        keep(new CallbackRequest("default", once.method(), once.contentTypes(), once.signatures(),
                List.of("t1", "t2"), once.dates(), null, once.body(), once.receivedAt()),
                Refusal.TOKEN_REPEATED);

        assertThat(run("reverify")).isZero();
        assertThat(waiting()).isZero();
        assertThat(run("release", "1")).isZero();

        assertThat(entry(1).simStatus()).isEqualTo("active");
        assertThat(entry(1).flags()).contains(EventFlag.TOKEN_MISSING);
    }

    @Test
    void whatTheSecretOfAnotherAccountSignedIsNeverReleased() throws Exception {
        settings("new", "kore.callback.account.AC%032x.secret=own".formatted(7));
        CallbackRequest request = TestCallbacks.signed("new", 1);
        keep(request, Refusal.SECRET_OF_ANOTHER_ACCOUNT);
        keep(new CallbackRequest("default", request.method(), request.contentTypes(), request.signatures(),
                List.of("t1", "t2"), request.dates(), null, request.body(),
                request.receivedAt()), Refusal.TOKEN_REPEATED);

        assertThat(run("reverify")).isZero();
        assertThat(out.toString()).contains("0 callbacks were released",
                "2 callbacks do not verify");
        assertThat(run("release", "1", "2")).isEqualTo(1);
        assertThat(err.toString()).contains("kore-sim: 1 does not verify, and such callbacks are"
                + " never released: signed with the secret of another account").hasLineCount(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void aDateThatIsToBeRefusedIsReleasedByHandWithoutIt() throws Exception {
        settings("new", "kore.callback.date-check=refuse");
        CallbackRequest once = TestCallbacks.signed("new", 1);
        keep(new CallbackRequest("default", once.method(), once.contentTypes(), once.signatures(),
                once.tokens(), List.of("2020-01-01T00:00:00Z"), null, once.body(),
                once.receivedAt()), Refusal.DATE_FAR);

        assertThat(run("reverify")).isZero();
        assertThat(waiting()).isZero();
        assertThat(run("release", "1")).isZero();

        assertThat(entry(1).token()).isEqualTo("RQ1");
        assertThat(entry(1).flags()).containsExactlyInAnyOrder(
                EventFlag.RELEASED, EventFlag.DATE_MISSING);
    }

    @Test
    void whatDoesNotVerifyIsNeverReleasedAndWhatReadsWellNotByHand() throws Exception {
        keep(TestCallbacks.signed("old", 1));
        keep(TestCallbacks.signed("new", 2));

        assertThat(run("release", "1", "2", "7")).isEqualTo(1);

        assertThat(err.toString()).contains(
                "kore-sim: 1 does not verify, and such callbacks are never released",
                "kore-sim: 2 verifies now: `reverify` releases it",
                "kore-sim: there is no 7 in quarantine").hasLineCount(3);
        assertThat(waiting()).isZero();
    }

    @Test
    void dropRemovesGivenOnesOrAllOfAKind() throws Exception {
        for (int i = 1; i <= 4; i++) {
            keep(TestCallbacks.signed("old", i));
        }
        assertThat(run("drop", "1", "9")).isEqualTo(1);
        assertThat(out.toString()).contains("1 was removed");
        assertThat(err.toString()).contains("kore-sim: there is no 9 in quarantine");
        assertThat(run("drop", "--all", "--kind", "rest")).isZero();
        assertThat(out.toString()).contains("0 callbacks were removed");
        assertThat(run("drop", "--all", "--kind", "likely")).isZero();
        assertThat(out.toString()).contains("3 callbacks were removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list --kind nonsense", "list --limit 0", "show", "show x",
        "release", "drop", "drop 1 --all", "drop --all", "drop 1 --kind rest"})
    void wrongUsageEndsWith2(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: kore-sim quarantine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "reverify", "release", "drop"})
    void helpTellsTheExitCodes(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("--config", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reverify", "release 1"})
    void withoutASecretNothingIsVerified(String arguments) throws IOException {
        settings("");

        assertThat(run(arguments.split(" "))).isEqualTo(1);
        assertThat(err.toString()).startsWith("kore-sim: kore.callback.secret is not set.");
    }

    /** What somebody sends who saw one callback and knows how long the secret is, not more. */
    private static CallbackRequest extended(
            CallbackRequest captured, int secretLength, String suffix) {
        byte[] more = suffix.getBytes(StandardCharsets.UTF_8);
        long length = secretLength + "POST".length() + TestCallbacks.URL.length()
                + captured.body().length;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(captured.body());
        body.writeBytes(ExtensibleSha256.padding(length));
        body.writeBytes(more);
        return new CallbackRequest("default", "POST", captured.contentTypes(),
                List.of(ExtensibleSha256.extend(captured.signatures().get(0), length, more)),
                captured.tokens(), captured.dates(), null, body.toByteArray(),
                captured.receivedAt());
    }

    private void keep(CallbackRequest request) {
        keep(request, Refusal.SIGNATURE_WRONG);
    }

    private void keep(CallbackRequest request, Refusal refusal) {
        quarantine.keep(request, refusal);
        if (refusal.signedButMalformed()) {
            quarantine.close();
        }
    }

    private long waiting() throws SQLException {
        return journal.levels().events().get(EventState.RECEIVED);
    }

    private JournalEntry entry(long id) throws SQLException {
        return new EventArchive(journal.database()).find(id).orElseThrow().entry();
    }

    private void settings(String secret, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "kore.journal.url=" + TestSqlite.url(config),
                "kore.callback.url=" + TestCallbacks.URL, "kore.callback.secret=" + secret));
        lines.addAll(List.of(more));
        Files.write(config.resolve("application.properties"), lines);
    }

    /** Options of one command: kore-sim quarantine ... --config DIR. */
    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine commandLine = KoreSim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        Stream<String> line = Stream.concat(Stream.of("quarantine"), Stream.of(arguments));
        return commandLine.execute((arguments.length == 0 ? line
                : Stream.concat(line, Stream.of("--config", config.toString())))
                .toArray(String[]::new));
    }
}
