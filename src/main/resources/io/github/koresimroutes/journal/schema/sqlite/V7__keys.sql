-- An event is known again by short hashes, as on PostgreSQL: tokens come in no order, so each event
-- writes another page of their index, and with hashes it has a third of the pages.
-- The functions kore_token_key and kore_body_key are the bundle's, which SQLite has not by itself.

DROP VIEW sim_event_log;
DROP TRIGGER sim_event_stored;
DROP TRIGGER sim_event_removed;
DROP TRIGGER sim_event_dispatch_removed;

-- SQLite cannot take away a constraint, so the table is made anew.
CREATE TABLE sim_event_7 (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    kind                TEXT    NOT NULL CHECK (length(kind) <= 16),
    account             TEXT    NOT NULL CHECK (length(account) <= 255),
    token               TEXT    NOT NULL CHECK (length(token) <= 255),
    body_hash           BLOB    NOT NULL,
    -- Half of the SHA-256 of account, NUL and token in UTF-8.
    token_key           BLOB    NOT NULL CHECK (length(token_key) = 16),
    -- A quarter of that of the body.
    body_key            INTEGER NOT NULL,
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
    CONSTRAINT sim_event_once UNIQUE (token_key, body_key)
);
INSERT INTO sim_event_7
    SELECT id, kind, account, token, body_hash, kore_token_key(account, token),
           kore_body_key(body_hash), flags, sim_sid, sim_status, event_time, received_at,
           content_type, body, unsigned_parameters, secret_label, bucket
    FROM sim_event ORDER BY id;
-- No id is given twice, even when all rows are gone.
DELETE FROM sqlite_sequence WHERE name = 'sim_event_7';
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'sim_event_7', seq FROM sqlite_sequence WHERE name = 'sim_event';
DROP TABLE sim_event;
ALTER TABLE sim_event_7 RENAME TO sim_event;

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
CREATE TABLE kore_journal_7 (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 7,
    created_at     INTEGER NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INTEGER NULL
);
INSERT INTO kore_journal_7 (singleton, id, created_at, lanes)
    SELECT singleton, id, created_at, lanes FROM kore_journal;
DROP TABLE kore_journal;
ALTER TABLE kore_journal_7 RENAME TO kore_journal;
