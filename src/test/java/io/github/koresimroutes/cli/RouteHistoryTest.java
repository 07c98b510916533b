package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.journal.TestSqlite;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands about route sets that ran, beside an instance that has the journal open. */
@Timeout(120)
class RouteHistoryTest {

    private static final RouteSet SET = set("a.camel.yaml", "- route: é\u001b\n");

    @TempDir
    private Path directory;

    private HikariDataSource pool;
    private EventJournal journal;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void openJournal() throws Exception {
        pool = TestSqlite.pool(TestSqlite.url(directory));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        Files.writeString(directory.resolve("application.properties"),
                "kore.journal.url = " + TestSqlite.url(directory) + "\n");
    }

    @AfterEach
    void closeJournal() {
        journal.close();
        pool.close();
    }

    @Test
    void historyListsTheSetsThatRan() throws Exception {
        assertThat(run("history")).isZero();
        assertThat(err.toString()).contains("There are none");
        store(SET);

        assertThat(run("history")).isZero();
        assertThat(out.toString().lines()).hasSize(2).first().asString()
                .containsSubsequence("HASH", "FIRST USED", "LAST USED", "FILES");
        assertThat(out.toString().lines().toList().get(1))
                .matches(SET.hash() + " +20\\S+Z +20\\S+Z +2");
        assertThat(run("history", "--json")).isZero();
        assertThat(out.toString()).startsWith("{\"routeSet\":\"" + SET.hash() + "\",\"firstUsedAt\"")
                .contains("\"files\":2}");
    }

    @Test
    void showPrintsTheFilesAndTheQueuesAndNothingThatATerminalObeys() throws Exception {
        store(SET);

        assertThat(run("show", SET.hash())).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                # kore.queue.active = a.queue

                # routes/a.camel.yaml
                - route: é\\u001b

                # b.camel.yaml (of the program)
                no end of line
                """);
    }

    @Test
    void showWritesTheFilesAndOverwritesNone() throws Exception {
        store(SET);
        Path target = directory.resolve("new/before");

        assertThat(run("show", SET.hash(), "--out", target.toString())).isZero();
        assertThat(err.toString()).contains("2 files were written to " + target);
        assertThat(target.resolve("a.camel.yaml")).hasContent("- route: é\u001b\n");
        assertThat(target.resolve("b.camel.yaml")).hasContent("no end of line");
        Files.delete(target.resolve("a.camel.yaml"));
        Files.writeString(target.resolve("b.camel.yaml"), "mine");

        assertThat(run("show", SET.hash(), "--out", target.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("b.camel.yaml is there already", "nothing was written");
        assertThat(target.resolve("b.camel.yaml")).hasContent("mine");
        assertThat(target.resolve("a.camel.yaml")).doesNotExist();
    }

    @Test
    void noFileIsWrittenElsewhere() throws Exception {
        RouteSet bad = set("../a.camel.yaml", "");
        store(bad);

        assertThat(run("show", bad.hash(), "--out", directory.resolve("x").toString())).isEqualTo(1);

        assertThat(err.toString()).contains("../a.camel.yaml, which is no plain name");
        assertThat(directory.resolve("a.camel.yaml")).doesNotExist();
    }

    @Test
    void aSetThatIsNotKeptIsSaid() {
        assertThat(run("show", "0123456789ab")).isEqualTo(1);
        assertThat(err.toString()).contains("no route set 0123456789ab is kept", "routes history");
    }

    private static RouteSet set(String name, String text) {
        return new RouteSet(List.of(new RouteFile(name, "file:routes/" + name, text),
                new RouteFile("b.camel.yaml", "classpath:b.camel.yaml", "no end of line")),
                new RouteSettings(Map.of("kore.queue.active", "a.queue", "custom.key", "hush")));
    }

    private void store(RouteSet set) throws SQLException {
        new RouteSetArchive(journal.database()).store(set, Duration.ofDays(30));
    }

    private int run(String command, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine commandLine = KoreSim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] line = new String[arguments.length + 4];
        line[0] = "routes";
        line[1] = command;
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        line[line.length - 2] = "--config";
        line[line.length - 1] = directory.toString();
        return commandLine.execute(line);
    }
}
