package io.github.koresimroutes.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When the newest event of each SIM was received. The first reading goes over the whole journal, as
 * no index serves it; later ones read on from there.
 */
public final class NewestReceipts {

    // An instance may commit a row after another one has committed a row with a higher id.
    private static final long LATE_ROWS = 10_000;

    private static final String NEWEST = """
            SELECT sim_sid, MAX(received_at), MAX(id) FROM sim_event
            WHERE id > ? AND sim_sid IS NOT NULL GROUP BY sim_sid""";

    private final JournalDatabase database;
    private final Map<String, Long> newest = new HashMap<>();
    private long readUpTo;

    public NewestReceipts(JournalDatabase database) {
        this.database = database;
    }

    /** Takes in what has come since. */
    public void readOn() throws SQLException {
        database.reading(connection -> {
            try (PreparedStatement statement = EventArchive.prepare(connection, NEWEST)) {
                statement.setLong(1, readUpTo - LATE_ROWS);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        newest.merge(row.getString(1), row.getLong(2), Math::max);
                        readUpTo = Math.max(readUpTo, row.getLong(3));
                    }
                }
                return null;
            }
        });
    }

    /** Whether an event of this SIM was received after that; never, where the SIM is null. */
    public boolean isOvertaken(String simSid, Instant receivedAt) {
        return newest.getOrDefault(simSid, Long.MIN_VALUE) > receivedAt.toEpochMilli();
    }
}
