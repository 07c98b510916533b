package io.github.koresimroutes.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Events that PostgreSQL makes by itself, as callbacks would have made them: of SIMs and under
 * tokens that are random. Through the bundle ten million took an hour.
 */
final class MadeRows {

    private static final long SLICE = 1_000_000;
    private static final long FROM_THEN_ON_INDEX_LAST = 100_000;

    private static final String INSERT = """
            INSERT INTO sim_event (kind, account, token, body_hash, token_key, body_key, sim_sid,
                sim_status, event_time, received_at, content_type, body, secret_label, bucket)
            SELECT 'SIM_STATUS', account, 'RQ' || token, sha256(body), token::uuid, i, sim,
                status, at, at, 'application/x-www-form-urlencoded', body, 'current', i %% 1024
            FROM (SELECT *, convert_to('ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=' || sim
                    || '&SimStatus=' || status || '&AccountSid=' || account, 'UTF8') AS body
                FROM (SELECT i, 'AC3ba717b1d236e6c4a835e46130267eb4' AS account,
                    md5(random() || 'token' || i) AS token,
                    'HS' || md5(random() || 'sim' || i) AS sim,
                    (ARRAY['%s'])[i %% %d + 1] AS status, %s AS at
                    FROM generate_series(%d, %d) AS i) AS event) AS callback""";

    private static final String DISPATCHED = """
            INSERT INTO sim_event_dispatch (event_id, bucket, state, attempts, dispatched_at)
            SELECT id, bucket, 'dispatched', 1, received_at + 50 FROM sim_event ORDER BY id""";

    private final Journal journal;

    MadeRows(Journal journal) {
        this.journal = journal;
    }

    /** Events that are done with, received and dispatched evenly over the last week. */
    void dispatched(long count) throws SQLException {
        journal.update("ALTER TABLE sim_event DISABLE TRIGGER sim_event_stored");
        boolean indexLast = count >= FROM_THEN_ON_INDEX_LAST;
        if (indexLast) {
            journal.update("ALTER TABLE sim_event DROP CONSTRAINT sim_event_once");
        }
        for (long begin = 0; begin < count; begin += SLICE) {
            insert(begin, Math.min(count, begin + SLICE),
                    now() + " - 7 * 86400000::bigint * (" + count + " - i) / " + count);
        }
        if (indexLast) {
            // As full as random tokens would have left its pages.
            journal.update("ALTER TABLE sim_event ADD CONSTRAINT sim_event_once"
                    + " UNIQUE (token_key, body_key) WITH (fillfactor = 70)");
        }
        journal.update(DISPATCHED);
        journal.update("ALTER TABLE sim_event ENABLE TRIGGER sim_event_stored");
        settle();
    }

    /**
     * Events that wait, all there at once, and all on disk: as those of an outage are, whose writing
     * does not go on while they are dispatched.
     */
    void waiting(long count) throws SQLException {
        String sql = sql(0, count, Long.toString(now()));
        try (Connection connection = journal.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            check(statement.executeUpdate(sql), count);
            journal.update("CHECKPOINT");
            connection.commit();
        }
    }

    /** So that the planner knows what is there, and its pages are on disk already. */
    private void settle() throws SQLException {
        journal.update("VACUUM ANALYZE");
        journal.update("CHECKPOINT");
    }

    private void insert(long begin, long end, String at) throws SQLException {
        check(journal.update(sql(begin, end, at)), end - begin);
    }

    private static String sql(long begin, long end, String at) {
        return INSERT.formatted(String.join("','", Callbacks.STATUSES), Callbacks.STATUSES.size(),
                at, begin + 1, end);
    }

    private static void check(int made, long wanted) {
        if (made != wanted) {
            throw new IllegalStateException(made + " rows made instead of " + wanted);
        }
    }

    private long now() throws SQLException {
        return journal.number("SELECT now_ms FROM kore_clock");
    }
}
