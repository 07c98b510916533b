package io.github.koresimroutes.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A journal that is there already, for work beside the instances that use it. It has no writer
 * thread, and opening it changes nothing.
 *
 * @param database the journal's database
 * @param id       the journal's own id
 */
public record ExistingJournal(JournalDatabase database, String id) {

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
}
