-- The event journal for PostgreSQL. All times are milliseconds since 1970 (UTC).

-- Who this journal is, in one row. The bundle writes the id at its first start; schema_version
-- comes from here, so that it tells which of these files was applied.
CREATE TABLE kore_journal (
    singleton      SMALLINT NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             CHAR(36) NOT NULL,
    schema_version INT      NOT NULL DEFAULT 1,
    created_at     BIGINT   NOT NULL
);

-- Every authentic event, once. Text is compared byte by byte: no collation may call two tokens
-- the same. sim_sid and sim_status have no limit: whatever KORE signs must fit.
CREATE TABLE sim_event (
    id                  BIGINT GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    kind                VARCHAR(16)  NOT NULL,
    account             VARCHAR(255) COLLATE "C" NOT NULL,
    token               VARCHAR(255) COLLATE "C" NOT NULL,
    body_hash           BYTEA        NOT NULL,
    flags               VARCHAR(255) NOT NULL DEFAULT '',
    sim_sid             TEXT         NULL,
    sim_status          TEXT         NULL,
    event_time          BIGINT       NULL,
    received_at         BIGINT       NOT NULL,
    content_type        VARCHAR(64)  NULL,
    body                BYTEA        NOT NULL,
    unsigned_parameters TEXT         NULL,
    secret_label        VARCHAR(64)  NULL,
    -- CRC-32 of sim_sid (else account, else token) in UTF-8, modulo 1024: chooses the lane.
    bucket              SMALLINT     NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
    state               VARCHAR(16)  NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'dispatched', 'failed', 'discarded', 'quarantined')),
    -- Which sending of the event is due or done: a replay adds one.
    send_number         INT          NOT NULL DEFAULT 1,
    dispatched_at       BIGINT       NULL,
    attempts            INT          NOT NULL DEFAULT 0,
    last_error          TEXT         NULL,
    CONSTRAINT sim_event_once UNIQUE (account, token, body_hash)
);

-- The next batch costs the same with ten dispatched rows or ten million.
CREATE INDEX sim_event_waiting ON sim_event (id) WHERE state = 'received';
CREATE INDEX sim_event_retention ON sim_event (dispatched_at) WHERE state = 'dispatched';
CREATE INDEX sim_event_aside ON sim_event (state)
    WHERE state IN ('failed', 'discarded', 'quarantined');

-- How far each lane's baton has come.
CREATE TABLE kore_lane (
    lane     INT         NOT NULL PRIMARY KEY,
    lanes    INT         NOT NULL,
    epoch    BIGINT      NOT NULL,
    sequence BIGINT      NOT NULL,
    nonce    VARCHAR(36) NULL,
    seed     VARCHAR(36) NULL,
    state    VARCHAR(16) NOT NULL CHECK (state IN ('running', 'halted')),
    reason   TEXT        NULL,
    moved_at BIGINT      NULL
);

-- The one clock that all instances share.
CREATE VIEW kore_clock AS
    SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT) AS now_ms;

-- For people: readable times, and nothing of the body.
CREATE VIEW sim_event_log AS
    SELECT id, state, kind, account, token, flags, sim_sid, sim_status,
           to_timestamp(event_time / 1000.0) AS event_time,
           to_timestamp(received_at / 1000.0) AS received_at,
           to_timestamp(dispatched_at / 1000.0) AS dispatched_at,
           send_number, attempts, last_error, content_type, secret_label
    FROM sim_event;
