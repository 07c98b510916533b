package io.github.koresimroutes.journal;

import io.github.koresimroutes.routeset.RouteSet;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The route sets that ran, so that one can see later which routes an event went through, and so
 * that a restart can take the last good one. Times are by the database's clock.
 */
public final class RouteSetArchive {

    /** So many of the newest stay, however long ago they were used. */
    static final int ALWAYS_KEPT = 20;

    // "WHERE true": without it SQLite takes ON for the condition of a join.
    private static final String STORE = """
            INSERT INTO kore_route_set (hash, first_used_at, last_used_at, files)
            SELECT ?, now_ms, now_ms, ? FROM kore_clock WHERE true""";

    private static final String PRUNE = """
            DELETE FROM kore_route_set
            WHERE last_used_at < (SELECT now_ms FROM kore_clock) - ? AND hash NOT IN (
                SELECT hash FROM (SELECT hash FROM kore_route_set
                    ORDER BY last_used_at DESC LIMIT ?) AS newest)""";

    private static final String SELECT = """
            SELECT hash, first_used_at, last_used_at, files FROM kore_route_set""";

    private static final String NEWEST_FIRST = " ORDER BY last_used_at DESC, first_used_at DESC";

    private final JournalDatabase database;

    public RouteSetArchive(JournalDatabase database) {
        this.database = database;
    }

    /**
     * Keeps a set that is in use from now on, with its files and {@code kore.queue.*} settings,
     * and removes those that were last used too long ago: no event that went through them is there
     * any more, but for those that were set aside and nobody replayed.
     *
     * @param keep how long events stay in the journal, {@code kore.journal.retention-days}
     */
    public void store(RouteSet set, Duration keep) throws SQLException {
        String hash = set.hash();
        String files = RouteSetJson.write(set);
        database.inTransaction(connection -> {
            try (PreparedStatement store = EventArchive.prepare(connection,
                            STORE + database.dialect().orElseSet("hash", "last_used_at"));
                    PreparedStatement prune = EventArchive.prepare(connection, PRUNE)) {
                store.setString(1, hash);
                store.setString(2, files);
                store.executeUpdate();
                prune.setLong(1, keep.toMillis());
                prune.setInt(2, ALWAYS_KEPT);
                return prune.executeUpdate();
            }
        });
    }

    /** The set with this hash; empty if none is kept (any more). */
    public Optional<KeptRouteSet> find(String hash) throws SQLException {
        return select(" WHERE hash = ?", hash).stream().findFirst();
    }

    /** The set that was stored last, by whichever instance; empty before the first one. */
    public Optional<KeptRouteSet> latest() throws SQLException {
        return select(NEWEST_FIRST + " LIMIT 1", null).stream().findFirst();
    }

    /** All that are kept, the one that was used last first. */
    public List<KeptRouteSet> list() throws SQLException {
        return select(NEWEST_FIRST, null);
    }

    private List<KeptRouteSet> select(String which, String hash) throws SQLException {
        return database.reading(connection -> {
            try (PreparedStatement statement = EventArchive.prepare(connection, SELECT + which)) {
                if (hash != null) {
                    statement.setString(1, hash);
                }
                List<KeptRouteSet> sets = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        sets.add(new KeptRouteSet(set(row), Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3))));
                    }
                }
                return sets;
            }
        });
    }

    /** The hash tells whether it is what ran: it must never be taken for that otherwise. */
    private static RouteSet set(ResultSet row) throws SQLException {
        String hash = row.getString(1);
        try {
            RouteSet set = RouteSetJson.read(row.getString(4));
            if (set.hash().equals(hash)) {
                return set;
            }
        } catch (IOException e) {
            throw damaged(hash, e);
        }
        throw damaged(hash, null);
    }

    private static IllegalStateException damaged(String hash, IOException cause) {
        return new IllegalStateException("the route set " + hash + " is damaged in the journal:"
                + " its files are not those that ran. Remove it: DELETE FROM kore_route_set"
                + " WHERE hash = '" + hash + "'", cause);
    }
}
