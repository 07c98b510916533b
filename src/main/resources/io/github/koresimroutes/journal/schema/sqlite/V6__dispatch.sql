-- What was received never changes, what becomes of it does: two tables, so that to mark an event as
-- sent writes a short row. Every row is written anew once; that takes a minute for some millions,
-- and their room twice more for a while.

CREATE TABLE sim_event_dispatch (
    event_id      INTEGER PRIMARY KEY,
    bucket        INTEGER NOT NULL,
    state         TEXT    NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'dispatched', 'failed', 'discarded')),
    -- Which sending of the event is due or done: a replay adds one.
    send_number   INTEGER NOT NULL DEFAULT 1,
    attempts      INTEGER NOT NULL DEFAULT 0,
    -- When it was sent or discarded.
    dispatched_at INTEGER NULL,
    -- Not null: its route failed, and it is tried by itself from then on.
    retry_at      INTEGER NULL,
    -- The SIM of such an event.
    suspect_sim   TEXT    NULL,
    -- The hash of the route set; null while the event waits.
    route_set     TEXT    NULL CHECK (length(route_set) <= 12),
    last_error    TEXT    NULL
);
INSERT INTO sim_event_dispatch
    SELECT id, bucket, state, send_number, attempts, dispatched_at, retry_at,
           CASE WHEN retry_at IS NOT NULL THEN sim_sid END, route_set, last_error
    FROM sim_event ORDER BY id;

-- The next batch costs the same with ten dispatched rows or ten million.
CREATE INDEX sim_event_dispatch_waiting ON sim_event_dispatch (event_id)
    WHERE state = 'received';
CREATE INDEX sim_event_dispatch_suspect ON sim_event_dispatch (event_id)
    WHERE state = 'received' AND retry_at IS NOT NULL;
-- A SIM's later events wait for it: each read of the next batch asks for that.
CREATE INDEX sim_event_dispatch_suspect_sim ON sim_event_dispatch (suspect_sim, event_id)
    WHERE state = 'received' AND retry_at IS NOT NULL;
CREATE INDEX sim_event_dispatch_aside ON sim_event_dispatch (state)
    WHERE state IN ('failed', 'discarded');
CREATE INDEX sim_event_dispatch_retention ON sim_event_dispatch (dispatched_at)
    WHERE state IN ('dispatched', 'discarded');

-- SQLite cannot take away columns that indexes and checks name, so the table is made anew.
DROP VIEW sim_event_log;
CREATE TABLE sim_event_6 (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    kind                TEXT    NOT NULL CHECK (length(kind) <= 16),
    account             TEXT    NOT NULL CHECK (length(account) <= 255),
    token               TEXT    NOT NULL CHECK (length(token) <= 255),
    body_hash           BLOB    NOT NULL,
    flags               TEXT    NOT NULL DEFAULT '' CHECK (length(flags) <= 255),
    sim_sid             TEXT    NULL,
    sim_status          TEXT    NULL,
    event_time          INTEGER NULL,
    received_at         INTEGER NOT NULL,
    content_type        TEXT    NULL CHECK (length(content_type) <= 64),
    body                BLOB    NOT NULL,
    unsigned_parameters TEXT    NULL,
    secret_label        TEXT    NULL CHECK (length(secret_label) <= 64),
    -- CRC-32 of sim_sid (else account, else token) in UTF-8, modulo 1024: chooses the lane.
    bucket              INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
    CONSTRAINT sim_event_once UNIQUE (account, token, body_hash)
);
INSERT INTO sim_event_6
    SELECT id, kind, account, token, body_hash, flags, sim_sid, sim_status, event_time,
           received_at, content_type, body, unsigned_parameters, secret_label, bucket
    FROM sim_event ORDER BY id;
-- No id is given twice, even when all rows are gone.
DELETE FROM sqlite_sequence WHERE name = 'sim_event_6';
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'sim_event_6', seq FROM sqlite_sequence WHERE name = 'sim_event';
DROP TABLE sim_event;
ALTER TABLE sim_event_6 RENAME TO sim_event;

-- For people: readable times, and nothing of the body.
CREATE VIEW sim_event_log AS
    SELECT e.id, d.state, e.kind, e.account, e.token, e.flags, e.sim_sid, e.sim_status,
           strftime('%Y-%m-%dT%H:%M:%fZ', e.event_time / 1000.0, 'unixepoch') AS event_time,
           strftime('%Y-%m-%dT%H:%M:%fZ', e.received_at / 1000.0, 'unixepoch') AS received_at,
           strftime('%Y-%m-%dT%H:%M:%fZ', d.dispatched_at / 1000.0, 'unixepoch') AS dispatched_at,
           d.send_number, d.attempts, d.last_error, e.content_type, e.secret_label, d.route_set
    FROM sim_event e JOIN sim_event_dispatch d ON d.event_id = e.id;

-- No foreign key, which is off by default: these keep the tables together.
CREATE TRIGGER sim_event_stored AFTER INSERT ON sim_event BEGIN
    INSERT INTO sim_event_dispatch (event_id, bucket) VALUES (NEW.id, NEW.bucket);
END;
CREATE TRIGGER sim_event_removed AFTER DELETE ON sim_event BEGIN
    DELETE FROM sim_event_dispatch WHERE event_id = OLD.id;
END;
CREATE TRIGGER sim_event_dispatch_removed AFTER DELETE ON sim_event_dispatch BEGIN
    DELETE FROM sim_event WHERE id = OLD.event_id;
END;

-- SQLite cannot change a default, so the table is made anew.
CREATE TABLE kore_journal_6 (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 6,
    created_at     INTEGER NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INTEGER NULL
);
INSERT INTO kore_journal_6 (singleton, id, created_at, lanes)
    SELECT singleton, id, created_at, lanes FROM kore_journal;
DROP TABLE kore_journal;
ALTER TABLE kore_journal_6 RENAME TO kore_journal;
