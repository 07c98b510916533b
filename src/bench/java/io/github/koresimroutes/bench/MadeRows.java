package io.github.koresimroutes.bench;

import java.sql.SQLException;

/**
 * Events that PostgreSQL makes by itself, as callbacks would have made them: of SIMs and under
 * tokens that are random, with their right hashes. Through the bundle ten million took an hour.
 */
final class MadeRows {

    private static final long SLICE = 1_000_000;
    private static final long FROM_THEN_ON_INDEX_LAST = 100_000;

    private static final String INSERT = """
            INSERT INTO sim_event (kind, account, token, body_hash, sim_sid, sim_status,
                event_time, received_at, content_type, body, secret_label, bucket, state,
                dispatched_at, attempts)
            SELECT 'SIM_STATUS', account, 'RQ' || token, sha256(body), sim, status,
                at, at, 'application/x-www-form-urlencoded', body, 'current', i %% 1024, '%1$s',
                CASE WHEN '%1$s' = 'dispatched' THEN at + 50 END,
                CASE WHEN '%1$s' = 'dispatched' THEN 1 ELSE 0 END
            FROM (SELECT *, convert_to('ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=' || sim
                    || '&SimStatus=' || status || '&AccountSid=' || account, 'UTF8') AS body
                FROM (SELECT i, 'AC3ba717b1d236e6c4a835e46130267eb4' AS account,
                    md5(random() || 'token' || i) AS token,
                    'HS' || md5(random() || 'sim' || i) AS sim,
                    (ARRAY['%2$s'])[i %% %3$d + 1] AS status, %4$s AS at
                    FROM generate_series(%5$d, %6$d) AS i) AS event) AS callback""";

    private final Journal journal;

    MadeRows(Journal journal) {
        this.journal = journal;
    }

    /** Events that are done with, received and dispatched evenly over the last week. */
    void dispatched(long count) throws SQLException {
        boolean indexLast = count >= FROM_THEN_ON_INDEX_LAST;
        if (indexLast) {
            journal.update("ALTER TABLE sim_event DROP CONSTRAINT sim_event_once");
        }
        for (long begin = 0; begin < count; begin += SLICE) {
            insert("dispatched", begin, Math.min(count, begin + SLICE),
                    now() + " - 7 * 86400000::bigint * (" + count + " - i) / " + count);
        }
        if (indexLast) {
            // As full as random tokens would have left its pages.
            journal.update("ALTER TABLE sim_event ADD CONSTRAINT sim_event_once"
                    + " UNIQUE (account, token, body_hash) WITH (fillfactor = 70)");
        }
        settle();
    }

    /** Events that wait, all there at once. */
    void waiting(long count) throws SQLException {
        insert("received", 0, count, Long.toString(now()));
    }

    /** So that the planner knows what is there, and its pages are on disk already. */
    private void settle() throws SQLException {
        journal.update("VACUUM ANALYZE sim_event");
        journal.update("CHECKPOINT");
    }

    private void insert(String state, long begin, long end, String at) throws SQLException {
        int made = journal.update(INSERT.formatted(state,
                String.join("','", Callbacks.STATUSES), Callbacks.STATUSES.size(), at,
                begin + 1, end));
        if (made != end - begin) {
            throw new IllegalStateException(made + " rows made instead of " + (end - begin));
        }
    }

    private long now() throws SQLException {
        return journal.number("SELECT now_ms FROM kore_clock");
    }
}
