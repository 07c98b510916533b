package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.journal.EventArchive;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventRecord;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestEvents;
import io.github.koresimroutes.journal.TestSqlite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
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
class EventsCommandTest {

    @TempDir
    private Path config;

    private HikariDataSource pool;
    private EventJournal journal;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void openJournal() throws IOException {
        pool = TestSqlite.pool(TestSqlite.url(config));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        settings(TestSqlite.url(config));
    }

    @AfterEach
    void closeJournal() {
        journal.close();
        pool.close();
    }

    @Test
    void listShowsWhatWasSetAsideInATable() throws Exception {
        add("HS1", "t1");
        add("HS2", "t2");
        fail(1, "java.lang.IllegalStateException: no customer\n\u001b[31m" + "x".repeat(80));

        assertThat(run("list")).isZero();

        assertThat(out.toString().lines()).hasSize(2).element(0).asString()
                .containsSubsequence("ID", "STATE", "RECEIVED", "SIM", "ATTEMPTS", "ERROR");
        assertThat(out.toString().lines().toList().get(1)).matches(
                "1 +failed +2026-03-01T10:00:00\\.123Z +HS1 +active +1 +"
                        + "java\\.lang\\.IllegalStateException: no customer "
                        + "\\\\u001b\\[31mx+\u2026");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void listSaysHowManyThereAreWhenItShowsNotAll() throws Exception {
        for (int i = 1; i <= 3; i++) {
            add("HS1", "t" + i);
            fail(i, "no customer");
        }

        assertThat(run("list", "--limit", "2")).isZero();
        assertThat(out.toString().lines().skip(1)).extracting(line -> line.substring(0, 1))
                .containsExactly("3", "2");
        assertThat(err.toString()).contains("newest 2 of 3 failed events", "--limit 3 shows all");
        assertThat(run("list", "--limit", "3")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(run("list", "--state", "received", "--sim", "HS1")).isZero();
        assertThat(err.toString()).contains("There are no received events of HS1.");
    }

    @Test
    void listForProgramsIsAnObjectALine() throws Exception {
        add("HS1", "t1");
        add("HS2", "t2");
        fail(2, "say \"no\"\n");
        execute("UPDATE sim_event_dispatch SET route_set = '0123456789ab'");

        assertThat(run("list", "--state", "Failed", "--json")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                {"id":2,"state":"failed","receivedAt":"2026-03-01T10:00:00.123Z","simSid":"HS2",\
                "simStatus":"active","attempts":1,"error":"say \\"no\\"\\n",\
                "routeSet":"0123456789ab"}
                """);
    }

    @Test
    void showTellsEverythingAndTheBody() throws Exception {
        add("HS1", "t1");
        fail(1, "no customer");
        execute("UPDATE sim_event_dispatch SET route_set = '0123456789ab'");

        assertThat(run("show", "1")).isZero();

        assertThat(out.toString()).contains("state          failed", "send number    1",
                "error          no customer", "received at    2026-03-01T10:00:00.123Z",
                "event time     2026-03-01T09:59:59Z", "dispatched at  -",
                "route set      0123456789ab", "account        AC1",
                "verified by    the secret 'current'", "unsigned       note = a \"b\"\\u0000",
                "\nToken=t1");
    }

    @Test
    void showForProgramsIsOneObjectWithABodyAsTextOrHex() throws Exception {
        add("HS1", "t1");
        journal.add(new SimEvent(EventKind.JSON, "", "t2", Set.of(), null, null, null,
                Instant.EPOCH, "application/json", new byte[] {(byte) 0xff, 0}, new byte[32],
                null, Map.of()));

        assertThat(run("show", "--json", "1")).isZero();
        assertThat(out.toString()).contains("\"id\":1,\"state\":\"received\"", "\"token\":\"t1\"",
                "\"flags\":[]", "\"unsignedParameters\":{\"note\":\"a \\\"b\\\"\\u0000\"}",
                "\"body\":\"Token=t1\",\"bodyHex\":null}", "\"dispatchedAt\":null", "\"routeSet\":null",
                "\"secretLabel\":\"current\"", "\"sendNumber\":1");
        assertThat(run("show", "2")).isZero();
        assertThat(out.toString()).contains("(no UTF-8, so in hex) ff00");
        assertThat(run("show", "2", "--json")).isZero();
        assertThat(out.toString()).contains("\"body\":null,\"bodyHex\":\"ff00\"}");
    }

    @Test
    void anEventThatIsNotThereIsSaid() {
        assertThat(run("show", "7")).isEqualTo(1);
        assertThat(err.toString()).startsWith("kore-sim: there is no event 7 in the journal.");
        assertThat(run("replay", "7")).isEqualTo(1);
        assertThat(err.toString()).startsWith("kore-sim: there is no event 7").hasLineCount(1);
    }

    @Test
    void replaySendsWhatWasSetAsideAndRefusesTheRest() throws Exception {
        for (int i = 1; i <= 4; i++) {
            add("HS" + i, "t" + i);
        }
        fail(1, "no customer");
        state(2, "discarded");
        state(3, "dispatched");

        assertThat(run("replay", "1", "2", "3", "4")).isEqualTo(1);

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                event 1 will be sent again
                event 2 will be sent again
                """);
        assertThat(err.toString()).contains(
                "event 3 was sent already; --again sends it a second time",
                "event 4 waits to be sent already").hasLineCount(2);
        assertThat(event(1).state()).isEqualTo(EventState.RECEIVED);
        assertThat(event(1).entry().sendNumber()).isEqualTo(2);
        assertThat(event(3).entry().sendNumber()).isEqualTo(1);
        assertThat(event(4).entry().sendNumber()).isEqualTo(1);
    }

    @Test
    void whatWasSentIsSentASecondTimeOnlyWhenAskedTo() throws Exception {
        add("HS1", "t1");
        state(1, "dispatched");

        assertThat(run("replay", "1", "--again")).isZero();

        assertThat(out.toString()).contains("same KoreSequence and another _AMQ_DUPL_ID");
        assertThat(event(1).state()).isEqualTo(EventState.RECEIVED);
        assertThat(event(1).entry().sendNumber()).isEqualTo(2);
    }

    @Test
    void anOvertakenEventIsSentWithAWarningOrLeftOut() throws Exception {
        add("HS1", "t1");
        add("HS1", "t2");
        add("HS2", "t3");
        fail(1, "no customer");
        state(2, "dispatched");
        fail(3, "no customer");

        assertThat(run("replay", "1", "--if-latest")).isZero();
        assertThat(err.toString()).contains("left out: event 1 is overtaken: the later event 2");
        assertThat(out.toString()).isEmpty();
        assertThat(run("replay", "--all", "--if-latest")).isZero();
        assertThat(err.toString()).contains("left out: 1 event that is overtaken");
        assertThat(out.toString()).contains("1 event will be sent again");
        assertThat(event(1).state()).isEqualTo(EventState.FAILED);
        assertThat(run("replay", "1")).isZero();
        assertThat(err.toString()).contains("warning: event 1 is overtaken: the later event 2");
        assertThat(event(1).state()).isEqualTo(EventState.RECEIVED);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        add("HS1", "t1");
        fail(1, "no customer");

        assertThat(run("replay", "1", "--dry-run")).isZero();
        assertThat(out.toString()).contains("event 1 would be sent again");
        assertThat(run("replay", "--all", "--dry-run")).isZero();
        assertThat(out.toString()).contains("1 event would be sent again");
        assertThat(event(1).state()).isEqualTo(EventState.FAILED);
    }

    @Test
    void allAreSentInSlicesAndThoseOfAnotherStateOrSimAreLeft() throws Exception {
        execute("""
                INSERT INTO sim_event (kind, account, token, body_hash, sim_sid, received_at, body,
                    bucket, token_key, body_key)
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
                SELECT 'JSON', 'AC1', 't' || i, x'00', 'HS' || (i % 2), 1, x'00', 0,
                    randomblob(16), i FROM n""");
        execute("""
                UPDATE sim_event_dispatch SET state =
                    CASE WHEN event_id % 100 = 0 THEN 'discarded' ELSE 'failed' END""");

        assertThat(run("replay", "--all", "--sim", "HS1")).isZero();
        assertThat(out.toString()).contains("600 events will be sent again");
        assertThat(run("replay", "--all")).isZero();
        assertThat(out.toString()).contains("588 events will be sent again");
        assertThat(run("replay", "--all", "--state", "discarded", "--sim", "HS0")).isZero();
        assertThat(out.toString()).contains("12 events will be sent again");
        assertThat(run("replay", "--all")).isZero();
        assertThat(out.toString()).contains("0 events will be sent again");
        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 1200L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list --state nonsense", "list --limit 0", "show", "show x",
        "replay", "replay 1 --all", "replay --all --again", "replay --all --state dispatched",
        "replay 1 --sim HS1", "replay 1 --state discarded"})
    void wrongUsageEndsWith2(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: kore-sim events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "replay"})
    void helpTellsTheExitCodes(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("--config", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show 1", "replay 1", "replay --all"})
    void aDatabaseThatDoesNotAnswerIsSaidInAFewLines(String arguments) throws IOException {
        settings("jdbc:postgresql://127.0.0.1:1/db?password=hidden");

        assertThat(run(arguments.split(" "))).isEqualTo(1);

        assertThat(err.toString()).startsWith("kore-sim: the journal's database "
                + "jdbc:postgresql://127.0.0.1:1/db cannot be opened")
                .doesNotContain("\tat ").doesNotContain("hidden");
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(3);
    }

    private void settings(String url) throws IOException {
        Files.writeString(config.resolve("application.properties"), "kore.journal.url=" + url);
    }

    /** Options of one command: kore-sim events ... --config DIR. */
    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine commandLine = KoreSim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] line = new String[arguments.length == 0 ? 1 : arguments.length + 3];
        line[0] = "events";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        if (arguments.length > 0) {
            line[line.length - 2] = "--config";
            line[line.length - 1] = config.toString();
        }
        return commandLine.execute(line);
    }

    private void add(String simSid, String token) {
        journal.add(TestEvents.event(simSid, token, "Token=" + token, "text/plain", Set.of()));
    }

    private EventRecord event(long id) throws SQLException {
        return new EventArchive(journal.database()).find(id).orElseThrow();
    }

    private void fail(long id, String error) throws SQLException {
        execute("UPDATE sim_event_dispatch SET state = 'failed', attempts = 1, last_error = '"
                + error + "' WHERE event_id = " + id);
    }

    private void state(long id, String state) throws SQLException {
        execute("UPDATE sim_event_dispatch SET state = '" + state + "' WHERE event_id = " + id);
    }

    private void execute(String sql) throws SQLException {
        journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
