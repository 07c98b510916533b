-- The event journal for SQLite. All times are milliseconds since 1970 (UTC).

-- Who this journal is, in one row. The bundle writes the id at its first start; schema_version
-- comes from here, so that it tells which of these files was applied.
CREATE TABLE kore_journal (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 1,
    created_at     INTEGER NOT NULL
);

-- Every authentic event, once. AUTOINCREMENT: an id is never given twice, even when all rows are
-- gone. SQLite ignores declared lengths, so the checks hold them. sim_sid and sim_status have no
-- limit: whatever KORE signs must fit.
CREATE TABLE sim_event (
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
    state               TEXT    NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'dispatched', 'failed', 'discarded', 'quarantined')),
    -- Which sending of the event is due or done: a replay adds one.
    send_number         INTEGER NOT NULL DEFAULT 1,
    dispatched_at       INTEGER NULL,
    attempts            INTEGER NOT NULL DEFAULT 0,
    last_error          TEXT    NULL,
    CONSTRAINT sim_event_once UNIQUE (account, token, body_hash)
);

-- The next batch costs the same with ten dispatched rows or ten million.
CREATE INDEX sim_event_waiting ON sim_event (id) WHERE state = 'received';
CREATE INDEX sim_event_retention ON sim_event (dispatched_at) WHERE state = 'dispatched';
CREATE INDEX sim_event_aside ON sim_event (state)
    WHERE state IN ('failed', 'discarded', 'quarantined');

-- How far each lane's baton has come.
CREATE TABLE kore_lane (
    lane     INTEGER NOT NULL PRIMARY KEY,
    lanes    INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    nonce    TEXT    NULL,
    seed     TEXT    NULL,
    state    TEXT    NOT NULL CHECK (state IN ('running', 'halted')),
    reason   TEXT    NULL,
    moved_at INTEGER NULL
);

-- The one clock that all readers share. Both parts come from the same reading of the clock.
CREATE VIEW kore_clock AS
    SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000
         + CAST(substr(strftime('%f', 'now'), 4, 3) AS INTEGER) AS now_ms;

-- For people: readable times, and nothing of the body.
CREATE VIEW sim_event_log AS
    SELECT id, state, kind, account, token, flags, sim_sid, sim_status,
           strftime('%Y-%m-%dT%H:%M:%fZ', event_time / 1000.0, 'unixepoch') AS event_time,
           strftime('%Y-%m-%dT%H:%M:%fZ', received_at / 1000.0, 'unixepoch') AS received_at,
           strftime('%Y-%m-%dT%H:%M:%fZ', dispatched_at / 1000.0, 'unixepoch') AS dispatched_at,
           send_number, attempts, last_error, content_type, secret_label
    FROM sim_event;
