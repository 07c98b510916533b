-- Refused callbacks, kept to be verified again when what refused them has been put right.

-- None of these is an event: nothing here is ever dispatched. Header values that were given more
-- than once are separated by line feeds.
CREATE TABLE kore_quarantine (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Each kind has a budget of its own, so that none can push out another.
    kind          TEXT    NOT NULL CHECK (kind IN ('likely', 'malformed', 'rest')),
    refusal       TEXT    NOT NULL CHECK (length(refusal) <= 32),
    -- By the database's clock: age goes by it.
    kept_at       INTEGER NOT NULL,
    received_at   INTEGER NOT NULL,
    method        TEXT    NOT NULL,
    content_types TEXT    NULL,
    signatures    TEXT    NULL,
    tokens        TEXT    NULL,
    dates         TEXT    NULL,
    raw_query     TEXT    NULL,
    body          BLOB    NOT NULL,
    -- What the row takes, headers included.
    size          INTEGER NOT NULL
);
CREATE INDEX kore_quarantine_budget ON kore_quarantine (kind, id, size);
CREATE INDEX kore_quarantine_age ON kore_quarantine (kept_at);

-- No event is ever quarantined.
DROP INDEX sim_event_aside;
CREATE INDEX sim_event_aside ON sim_event (state) WHERE state IN ('failed', 'discarded');

-- SQLite cannot change a default, so the table is made anew.
CREATE TABLE kore_journal_3 (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 3,
    created_at     INTEGER NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INTEGER NULL
);
INSERT INTO kore_journal_3 (singleton, id, created_at, lanes)
    SELECT singleton, id, created_at, lanes FROM kore_journal;
DROP TABLE kore_journal;
ALTER TABLE kore_journal_3 RENAME TO kore_journal;
