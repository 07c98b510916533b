package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes events wait for dispatch once more. It is safe while instances run: each sending has a
 * number, and what an instance still has to say about an earlier one finds no row with it.
 */
public final class EventReplay {

    // What the event failed with stays, as the reason why it is sent again.
    private static final String SEND_AGAIN = """
            UPDATE sim_event_dispatch SET state = 'received', send_number = send_number + 1,
                attempts = 0, retry_at = NULL, dispatched_at = NULL, route_set = NULL
            WHERE event_id = ? AND state IN (""";

    // A bound on one id is not known to be one on the other: PostgreSQL would read all before it.
    private static final String CANDIDATES = "SELECT id, state, sim_sid" + EventTable.TABLES;

    private final JournalDatabase database;

    public EventReplay(JournalDatabase database) {
        this.database = database;
    }

    /** The events with these ids that exist, in the order of their ids. */
    public List<ReplayCandidate> candidates(Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        String sql = CANDIDATES + "WHERE event_id IN ("
                + parameters(ids.size()) + ") ORDER BY event_id";
        return database.reading(connection -> {
            try (PreparedStatement statement = EventArchive.prepare(connection, sql)) {
                int i = 0;
                for (long id : ids) {
                    statement.setLong(++i, id);
                }
                return candidates(connection, statement);
            }
        });
    }

    /**
     * The next of the events that are meant, in the order of their ids.
     *
     * @param after only those with a greater id
     * @param limit how many at most
     */
    public List<ReplayCandidate> candidates(EventFilter filter, long after, int limit)
            throws SQLException {
        String sql = CANDIDATES + filter.where()
                + " AND event_id > ? AND id > ? ORDER BY event_id LIMIT ?";
        return database.reading(connection -> {
            try (PreparedStatement statement = EventArchive.prepare(connection, sql)) {
                int i = filter.bind(statement);
                statement.setLong(++i, after);
                statement.setLong(++i, after);
                statement.setInt(++i, limit);
                return candidates(connection, statement);
            }
        });
    }

    private static List<ReplayCandidate> candidates(
            Connection connection, PreparedStatement statement) throws SQLException {
        List<ReplayCandidate> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new ReplayCandidate(row.getLong("id"),
                        EventState.of(row.getString("state")), row.getString("sim_sid"), null));
            }
        }
        Map<String, Long> newest = newestDispatched(connection, found);
        return found.stream()
                .map(one -> newest.getOrDefault(one.simSid(), 0L) > one.id()
                        ? one.overtaken(newest.get(one.simSid())) : one)
                .toList();
    }

    /** One pass over what came later, for all of them. */
    private static Map<String, Long> newestDispatched(
            Connection connection, List<ReplayCandidate> events) throws SQLException {
        Map<String, Long> newest = new HashMap<>();
        Set<String> sims = events.stream().map(ReplayCandidate::simSid)
                .filter(Objects::nonNull).collect(Collectors.toSet());
        if (sims.isEmpty()) {
            return newest;
        }
        String sql = "SELECT sim_sid, MAX(id)" + EventTable.TABLES
                + "WHERE state = 'dispatched' AND event_id > ? AND id > ? AND sim_sid IN ("
                + parameters(sims.size()) + ") GROUP BY sim_sid";
        try (PreparedStatement statement = EventArchive.prepare(connection, sql)) {
            int i = 0;
            statement.setLong(++i, events.get(0).id());
            statement.setLong(++i, events.get(0).id());
            for (String sim : sims) {
                statement.setString(++i, sim);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    newest.put(row.getString(1), row.getLong(2));
                }
            }
            return newest;
        }
    }

    /**
     * Makes events wait once more, with the next send number, in one transaction.
     *
     * @param from the states that an event may be in; one in another state is left as it is
     * @return the ids of those that wait now
     */
    public Set<Long> sendAgain(Collection<Long> ids, Set<EventState> from) throws SQLException {
        String sql = SEND_AGAIN + from.stream().map(state -> "'" + state + "'")
                .collect(Collectors.joining(", ")) + ")";
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = EventArchive.prepare(connection, sql)) {
                for (long id : ids) {
                    statement.setLong(1, id);
                    statement.addBatch();
                }
                int[] counts = statement.executeBatch();
                Set<Long> changed = new LinkedHashSet<>();
                int i = 0;
                for (long id : ids) {
                    if (counts[i++] != 0) {
                        changed.add(id);
                    }
                }
                return changed;
            }
        });
    }

    private static String parameters(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
