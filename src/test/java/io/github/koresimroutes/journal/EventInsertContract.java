package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of each event of a batch, whatever else is in the same batch. */
abstract class EventInsertContract {

    @TempDir
    Path folder;

    private HikariDataSource pool;
    private JournalDatabase database;
    private EventTable table;

    abstract HikariDataSource pool();

    @BeforeEach
    void makeTables() {
        pool = pool();
        EventJournal.open(new JournalSettings(true, Duration.ofSeconds(20), 10, 10), pool).close();
        database = new JournalDatabase(pool);
        table = new EventTable(database.dialect(), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void ofAnEventThatComesTwiceTheFirstIsNew() throws SQLException {
        assertThat(insert(event("t1"), event("t2"), event("t1"), event("t1"), event("t3")))
                .containsExactly(true, true, false, false, true);
        assertThat(insert(event("t3"), event("t4"))).containsExactly(false, true);
        assertThat(rows()).containsExactly("t1", "t2", "t3", "t4");
    }

    @Test
    void aTokenThatComesAgainWithAnotherBodyIsFlaggedAndSoIsNoOther() throws SQLException {
        assertThat(insert(event("t1"), event("t2", "SimStatus=new"), event("t1", "SimStatus=new"),
                event("t1", "SimStatus=new"), event("t1", "SimStatus=ready"), event("t1")))
                .containsExactly(true, true, true, false, true, false);
        assertThat(rows()).containsExactly(
                "t1", "t2", "t1 token-reused", "t1 token-reused");
    }

    @Test
    void theIdsAreInTheOrderOfTheBatch() throws SQLException {
        List<String> tokens = IntStream.range(0, 300)
                .mapToObj(i -> "t" + Integer.reverse(i)).toList();

        insert(tokens.stream().map(TestEvents::event).toArray(SimEvent[]::new));

        assertThat(rows()).isEqualTo(tokens);
    }

    private List<Boolean> insert(SimEvent... events) throws SQLException {
        return database.inTransaction(connection -> table.insert(connection, List.of(events)));
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT token, flags FROM sim_event ORDER BY id")) {
            while (row.next()) {
                rows.add((row.getString(1) + " " + row.getString(2)).strip());
            }
        }
        return rows;
    }
}
