-- Which routes an event went through, and which instance runs which.

-- The hash of the route set; null while the event waits, and for those of earlier releases.
ALTER TABLE sim_event ADD COLUMN route_set TEXT NULL CHECK (length(route_set) <= 12);

-- The sets that ran: the texts of their files and their kore.queue.* settings, as JSON.
CREATE TABLE kore_route_set (
    hash          TEXT    NOT NULL PRIMARY KEY CHECK (length(hash) <= 12),
    first_used_at INTEGER NOT NULL,
    last_used_at  INTEGER NOT NULL,
    files         TEXT    NOT NULL
);

-- The instances that run, or did within the last hour.
CREATE TABLE kore_instance (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) <= 64),
    route_set  TEXT    NULL CHECK (length(route_set) <= 12),
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
);

-- For people: readable times, and nothing of the body.
DROP VIEW sim_event_log;
CREATE VIEW sim_event_log AS
    SELECT id, state, kind, account, token, flags, sim_sid, sim_status,
           strftime('%Y-%m-%dT%H:%M:%fZ', event_time / 1000.0, 'unixepoch') AS event_time,
           strftime('%Y-%m-%dT%H:%M:%fZ', received_at / 1000.0, 'unixepoch') AS received_at,
           strftime('%Y-%m-%dT%H:%M:%fZ', dispatched_at / 1000.0, 'unixepoch') AS dispatched_at,
           send_number, attempts, last_error, content_type, secret_label, route_set
    FROM sim_event;

-- SQLite cannot change a default, so the table is made anew.
CREATE TABLE kore_journal_5 (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 5,
    created_at     INTEGER NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INTEGER NULL
);
INSERT INTO kore_journal_5 (singleton, id, created_at, lanes)
    SELECT singleton, id, created_at, lanes FROM kore_journal;
DROP TABLE kore_journal;
ALTER TABLE kore_journal_5 RENAME TO kore_journal;
