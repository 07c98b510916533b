package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.SimEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event journal: every authentic event once, on disk before its sender is told. Safe for use
 * by many threads. Its life is the application's, not a route's: a route that stops must not stop
 * the events of its neighbours.
 */
public final class EventJournal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventJournal.class);
    // Nobody waits for these statements as KORE does for the others. Shorter than the time after
    // which a pool of ours takes a connection for dead, so that the database says what was slow.
    private static final Duration DISPATCH_LIMIT = Duration.ofSeconds(8);

    private final JournalDatabase database;
    private final String id;
    private final EventTable dispatch;
    private final SuspectTable suspects;
    private final GroupCommit groupCommit;

    private EventJournal(JournalDatabase database, String id, JournalSettings settings) {
        this.database = database;
        this.id = id;
        this.dispatch = new EventTable(database.dialect(), DISPATCH_LIMIT);
        this.suspects = new SuspectTable(dispatch);
        this.groupCommit = new GroupCommit(new BatchWriter(database,
                new EventTable(database.dialect(), settings.acceptTimeout()),
                settings.acceptTimeout()), settings);
    }

    /**
     * Opens the journal, and makes or upgrades its schema if the settings say so. The data source
     * stays the caller's: closing the journal does not close it. Its pool should give up waiting
     * for a connection within the accept timeout.
     *
     * @throws JournalUnavailableException if the database cannot be reached
     * @throws IllegalStateException       if the database is of the wrong kind, set up so that it
     *                                     may lose events, or without the schema that is needed;
     *                                     the message says what to do
     */
    public static EventJournal open(JournalSettings settings, DataSource dataSource) {
        Objects.requireNonNull(settings, "settings");
        JournalDatabase database = new JournalDatabase(dataSource);
        JournalIdentity.Found found;
        try {
            if (settings.migrate()) {
                database.dialect().prepare(database);
                // To ask the migration's library takes a good part of a start.
                if (JournalIdentity.mayNeedMigration(database)) {
                    migrate(database);
                }
            }
            found = JournalIdentity.readOrCreate(database);
        } catch (SQLException e) {
            throw new JournalUnavailableException("The event journal cannot be read", e);
        }
        checkTriggers(database, settings);
        log(database, found);
        EventJournal journal = new EventJournal(database, found.id(), settings);
        journal.groupCommit.start();
        return journal;
    }

    private static void checkTriggers(JournalDatabase database, JournalSettings settings) {
        try {
            JournalProbe.run(database, settings.acceptTimeout());
        } catch (SQLException e) {
            // One that takes no writes now may do so later, and health tells.
            LOG.warn("the journal takes no event yet: {}", database.describe(e));
        }
    }

    /** Whoever expected another journal shall notice at the start, and not by what is missing. */
    private static void log(JournalDatabase database, JournalIdentity.Found found) {
        if (found.isNew()) {
            LOG.info("made a new journal {} (id {}); was there one already? Then stop, and look at"
                    + " kore.journal.url", database.name(), found.id());
            return;
        }
        try {
            LOG.info("journal {} (id {}): {} events wait", database.name(), found.id(),
                    EventLevels.read(database).events().get(EventState.RECEIVED));
        } catch (SQLException e) {
            // To count millions may take longer than allowed; that is no reason not to start.
            LOG.info("journal {} (id {})", database.name(), found.id());
        }
    }

    private static void migrate(JournalDatabase database) {
        try {
            JournalSchema.migrate(database);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException("The event journal is to migrate its schema, and "
                    + "Flyway is not on the classpath: add flyway-core (on PostgreSQL also "
                    + "flyway-database-postgresql, on MariaDB flyway-mysql), or switch migration "
                    + "off and apply the files "
                    + "in " + database.dialect().schemaLocation() + " yourself", e);
        }
    }

    /** The journal's own id, a UUID: it stays the same for as long as the database lives. */
    public String id() {
        return id;
    }

    /** The database, for transactions of the caller's own. */
    public JournalDatabase database() {
        return database;
    }

    /**
     * Stores an event, and returns once it is on disk. Events with the same account, token and
     * body are one event. If this returns for one event before it is called for another one, the
     * first has the smaller id.
     *
     * @return true if the event is new, false if it had been stored before (or was just now, by a
     *         commit whose outcome was unknown)
     * @throws JournalUnavailableException if the event is not known to be on disk: the accept
     *         timeout is over, too many wait (thrown at once), the journal is closed, the caller
     *         was interrupted, or the database failed. It may have been stored nevertheless.
     */
    public boolean add(SimEvent event) {
        return add(event, System.nanoTime());
    }

    /**
     * The same for a caller who has waited already, for a thread for example: the accept timeout
     * counts from then.
     *
     * @param since when the wait began, by {@link System#nanoTime}
     */
    public boolean add(SimEvent event, long since) {
        return await(store(event, since));
    }

    /**
     * The same for a caller who does not want to hold a thread meanwhile.
     *
     * @param since when the wait began, by {@link System#nanoTime}
     * @return completes once the event is on disk, with whether it is new; or exceptionally, with a
     *         {@link JournalUnavailableException}. What depends on it must not take long
     */
    public CompletableFuture<Boolean> store(SimEvent event, long since) {
        return groupCommit.store(Objects.requireNonNull(event, "event"), since);
    }

    /**
     * Waits for what {@link #store} gave.
     *
     * @throws JournalUnavailableException as {@link #add(SimEvent)} does
     */
    public static boolean await(CompletableFuture<Boolean> stored) {
        try {
            return stored.get();
        } catch (InterruptedException e) {
            JournalUnavailableException why =
                    new JournalUnavailableException("Interrupted while the event was stored");
            stored.completeExceptionally(why);
            Thread.currentThread().interrupt();
            throw why;
        } catch (ExecutionException e) {
            // A new one: the caller's stack, and never one exception object for many threads.
            throw new JournalUnavailableException(
                    e.getCause().getMessage(), e.getCause().getCause());
        }
    }

    /**
     * Finds out whether an event could be stored now, by storing one and taking it back. It waits
     * no longer than the database is allowed to be silent.
     *
     * @throws JournalUnavailableException if not; the message says why in a few words
     */
    public void check() {
        try {
            JournalProbe.run(database, groupCommit.silence());
        } catch (SQLException e) {
            throw new JournalUnavailableException(SqlFault.describe(e, database.dialect()), e);
        } catch (IllegalStateException e) {
            throw new JournalUnavailableException(e.getMessage(), e);
        }
    }

    /**
     * Has a listener called after each commit that stored something new. It runs on the writer's
     * thread, so it must be quick; its errors are logged and do no harm.
     */
    public void onStored(Runnable listener) {
        groupCommit.onStored(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Events that wait to be sent, oldest first: no {@link #suspects suspect}, and none of a SIM
     * that has an older one.
     *
     * @param lane  from 0 to {@code lanes - 1}: events whose bucket modulo {@code lanes} is this
     * @param lanes 1 to 1024
     * @param limit how many at most
     */
    public List<JournalEntry> waiting(Connection connection, int lane, int lanes, int limit)
            throws SQLException {
        check(lane, lanes);
        return dispatch.waiting(connection, lane, lanes, limit);
    }

    /**
     * Has what a transaction has read be on disk once it is committed, for who will act on it where
     * no rollback reaches. Events that are read here are so already.
     */
    public void settle(Connection connection) throws SQLException {
        database.dialect().settle(connection);
    }

    /** Whether one can read while another writes, with connections for both. */
    public boolean readsBesideWrites() {
        return database.dialect().readsBesideWrites();
    }

    /**
     * Waiting events whose route failed, oldest first.
     *
     * @param pause the longest that one waits for its next try
     */
    public List<Suspect> suspects(Connection connection, int lane, int lanes, Duration pause)
            throws SQLException {
        check(lane, lanes);
        return suspects.read(connection, lane, lanes, pause);
    }

    private static void check(int lane, int lanes) {
        if (lanes < 1 || lanes > EventInsert.BUCKETS || lane < 0 || lane >= lanes) {
            throw new IllegalArgumentException("No lane " + lane + " of " + lanes);
        }
    }

    /**
     * Notes that an event's route failed: from now on it is a suspect. An event that does not wait
     * any more stays as it is.
     *
     * @param counts whether the event may be to blame
     * @param error  why it failed, or null; cut off after 2,000 characters
     * @param pause  how long it is not to be tried again
     */
    public void markTried(
            Connection connection, Sent sent, boolean counts, String error, Duration pause)
            throws SQLException {
        suspects.tried(connection, sent, counts, error, pause);
    }

    /** Ends the suspicion against those that were never to blame. */
    public void acquit(Connection connection, int lane, int lanes) throws SQLException {
        suspects.acquit(connection, lane, lanes);
    }

    /**
     * Marks events as sent, by the database's clock. What is not there any more is no error.
     *
     * @param routeSet the hash of the routes that sent them; null where it is not known
     */
    public void markDispatched(Connection connection, List<Sent> sent, String routeSet)
            throws SQLException {
        dispatch.markDispatched(connection, sent, routeSet);
    }

    /**
     * Sets events aside, with the error of their last try.
     *
     * @param routeSet the hash of the routes that were in use then; null where it is not known
     */
    public void markFailed(Connection connection, List<Sent> events, String routeSet)
            throws SQLException {
        dispatch.markFailed(connection, events, routeSet);
    }

    /**
     * Marks events that a route dropped on purpose, with the time by the database's clock.
     *
     * @param routeSet the hash of the routes that did; null where it is not known
     */
    public void markDiscarded(Connection connection, List<Sent> events, String routeSet)
            throws SQLException {
        dispatch.markDiscarded(connection, events, routeSet);
    }

    /** How many events there are of each state but the dispatched ones, and how long they wait. */
    public EventLevels levels() throws SQLException {
        return EventLevels.read(database);
    }

    /** What the writer has done since the start, failures included; it goes on counting. */
    public CommitCounts commitCounts() {
        return groupCommit.counts();
    }

    /** Gives room that removed events have left back to the disk, where the database does not. */
    public void releaseSpace() throws SQLException {
        database.dialect().releaseSpace(database);
    }

    /** How many events wait for the writer to take them. */
    public int queued() {
        return groupCommit.queued();
    }

    /** How many events the writer is storing. */
    int writing() {
        return groupCommit.writing();
    }

    /**
     * Takes no more events, stores those that wait, and ends the writer. Takes about as long as
     * the accept timeout at most; callers that still wait then are refused.
     */
    @Override
    public void close() {
        groupCommit.close();
    }
}
