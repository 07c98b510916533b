-- What was received never changes, what becomes of it does: two tables, so that to mark an event as
-- sent writes a short row, and none of the index over the tokens. Every row is written anew once;
-- that takes a minute for some millions, and their room a second time.

-- First of all: what an instance stored or marked after the copy would be lost or sent again.
LOCK TABLE sim_event IN ACCESS EXCLUSIVE MODE;

CREATE TABLE sim_event_dispatch (
    event_id      BIGINT      NOT NULL,
    bucket        SMALLINT    NOT NULL,
    state         VARCHAR(16) NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'dispatched', 'failed', 'discarded')),
    -- Which sending of the event is due or done: a replay adds one.
    send_number   INT         NOT NULL DEFAULT 1,
    attempts      INT         NOT NULL DEFAULT 0,
    -- When it was sent or discarded.
    dispatched_at BIGINT      NULL,
    -- Not null: its route failed, and it is tried by itself from then on.
    retry_at      BIGINT      NULL,
    -- The SIM of such an event.
    suspect_sim   TEXT        NULL,
    -- The hash of the route set; null while the event waits.
    route_set     VARCHAR(12) NULL,
    last_error    TEXT        NULL
);
INSERT INTO sim_event_dispatch
    SELECT id, bucket, state, send_number, attempts, dispatched_at, retry_at,
           CASE WHEN retry_at IS NOT NULL THEN sim_sid END, route_set, last_error
    FROM sim_event ORDER BY id;

ALTER TABLE sim_event_dispatch ADD PRIMARY KEY (event_id);
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

CREATE OR REPLACE VIEW sim_event_log AS
    SELECT e.id, d.state, e.kind, e.account, e.token, e.flags, e.sim_sid, e.sim_status,
           to_timestamp(e.event_time / 1000.0) AS event_time,
           to_timestamp(e.received_at / 1000.0) AS received_at,
           to_timestamp(d.dispatched_at / 1000.0) AS dispatched_at,
           d.send_number, d.attempts, d.last_error, e.content_type, e.secret_label, d.route_set
    FROM sim_event e JOIN sim_event_dispatch d ON d.event_id = e.id;

-- Tokens come in no order, so each event writes another page of their index. Hashes make it a
-- third as large: half of the SHA-256 of account, NUL and token, a quarter of that of the body.
ALTER TABLE sim_event
    DROP CONSTRAINT sim_event_once,
    ADD COLUMN token_key UUID,
    ADD COLUMN body_key BIGINT;
ALTER TABLE sim_event
    DROP COLUMN state,
    DROP COLUMN send_number,
    DROP COLUMN attempts,
    DROP COLUMN dispatched_at,
    DROP COLUMN retry_at,
    DROP COLUMN route_set,
    DROP COLUMN last_error,
    ALTER COLUMN token_key TYPE UUID USING CAST(encode(substr(sha256(
        convert_to(account, 'UTF8') || '\x00'::bytea || convert_to(token, 'UTF8')), 1, 16), 'hex')
        AS UUID),
    ALTER COLUMN token_key SET NOT NULL,
    ALTER COLUMN body_key TYPE BIGINT USING
        CAST(CAST('x' || encode(substr(body_hash, 1, 8), 'hex') AS BIT(64)) AS BIGINT),
    ALTER COLUMN body_key SET NOT NULL;
ALTER TABLE sim_event ADD CONSTRAINT sim_event_once UNIQUE (token_key, body_key);

-- No foreign key, which would look up each event that is stored: these keep the tables together.
-- The two that remove call one another, until there is nothing left to remove.
CREATE FUNCTION sim_event_stored() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sim_event_dispatch (event_id, bucket) SELECT id, bucket FROM stored;
    RETURN NULL;
END $$;
CREATE TRIGGER sim_event_stored AFTER INSERT ON sim_event
    REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION sim_event_stored();

CREATE FUNCTION sim_event_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM removed) THEN
        DELETE FROM sim_event_dispatch WHERE event_id IN (SELECT id FROM removed);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sim_event_removed AFTER DELETE ON sim_event
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION sim_event_removed();

CREATE FUNCTION sim_event_dispatch_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM removed) THEN
        DELETE FROM sim_event WHERE id IN (SELECT event_id FROM removed);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sim_event_dispatch_removed AFTER DELETE ON sim_event_dispatch
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION sim_event_dispatch_removed();

ALTER TABLE kore_journal ALTER COLUMN schema_version SET DEFAULT 6;
UPDATE kore_journal SET schema_version = 6;
