package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.SimEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A journal that is there already, for work beside the instances that use it. It has no writer
 * thread, and opening it changes nothing.
 *
 * @param database the journal's database
 * @param id       the journal's own id
 */
public record ExistingJournal(JournalDatabase database, String id) {

    private static final Duration INSERT_LIMIT = Duration.ofSeconds(30);

    /**
     * Looks whether the database holds a journal that this release can read.
     *
     * @throws JournalUnavailableException if the database does not answer
     * @throws IllegalStateException       if there is no journal, or one of another version; the
     *                                     message says what to do
     */
    public static ExistingJournal open(DataSource dataSource) {
        JournalDatabase database = new JournalDatabase(dataSource);
        try {
            return new ExistingJournal(database, JournalIdentity.read(database));
        } catch (SQLException e) {
            throw new JournalUnavailableException("The event journal cannot be read", e);
        }
    }

    /**
     * Stores an event in the caller's transaction, as an instance would: it waits for its dispatch,
     * unless it is stored already.
     *
     * @return whether it is new
     */
    public static boolean insert(Connection connection, SimEvent event) throws SQLException {
        return new EventTable(Dialect.of(connection), INSERT_LIMIT)
                .insert(connection, List.of(event)).get(0);
    }
}
