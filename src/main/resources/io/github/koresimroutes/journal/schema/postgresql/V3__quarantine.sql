-- Refused callbacks, kept to be verified again when what refused them has been put right.

-- None of these is an event: nothing here is ever dispatched. Header values that were given more
-- than once are separated by line feeds.
CREATE TABLE kore_quarantine (
    id            BIGINT GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    -- Each kind has a budget of its own, so that none can push out another.
    kind          VARCHAR(16) NOT NULL CHECK (kind IN ('likely', 'malformed', 'rest')),
    refusal       VARCHAR(32) NOT NULL,
    -- By the database's clock: age goes by it.
    kept_at       BIGINT      NOT NULL,
    received_at   BIGINT      NOT NULL,
    method        TEXT        NOT NULL,
    content_types TEXT        NULL,
    signatures    TEXT        NULL,
    tokens        TEXT        NULL,
    dates         TEXT        NULL,
    raw_query     TEXT        NULL,
    body          BYTEA       NOT NULL,
    -- What the row takes, headers included.
    size          INT         NOT NULL
);
CREATE INDEX kore_quarantine_budget ON kore_quarantine (kind, id, size);
CREATE INDEX kore_quarantine_age ON kore_quarantine (kept_at);

-- No event is ever quarantined.
DROP INDEX sim_event_aside;
CREATE INDEX sim_event_aside ON sim_event (state) WHERE state IN ('failed', 'discarded');

ALTER TABLE kore_journal ALTER COLUMN schema_version SET DEFAULT 3;
UPDATE kore_journal SET schema_version = 3;
