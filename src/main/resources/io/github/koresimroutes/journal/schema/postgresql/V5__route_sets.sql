-- Which routes an event went through, and which instance runs which.

-- The hash of the route set; null while the event waits, and for those of earlier releases.
ALTER TABLE sim_event ADD COLUMN route_set VARCHAR(12) NULL;

-- The sets that ran: the texts of their files and their kore.queue.* settings, as JSON.
CREATE TABLE kore_route_set (
    hash          VARCHAR(12) NOT NULL PRIMARY KEY,
    first_used_at BIGINT      NOT NULL,
    last_used_at  BIGINT      NOT NULL,
    files         TEXT        NOT NULL
);

-- The instances that run, or did within the last hour.
CREATE TABLE kore_instance (
    id         VARCHAR(64) NOT NULL PRIMARY KEY,
    route_set  VARCHAR(12) NULL,
    started_at BIGINT      NOT NULL,
    seen_at    BIGINT      NOT NULL
);

-- For people: readable times, and nothing of the body.
CREATE OR REPLACE VIEW sim_event_log AS
    SELECT id, state, kind, account, token, flags, sim_sid, sim_status,
           to_timestamp(event_time / 1000.0) AS event_time,
           to_timestamp(received_at / 1000.0) AS received_at,
           to_timestamp(dispatched_at / 1000.0) AS dispatched_at,
           send_number, attempts, last_error, content_type, secret_label, route_set
    FROM sim_event;

ALTER TABLE kore_journal ALTER COLUMN schema_version SET DEFAULT 5;
UPDATE kore_journal SET schema_version = 5;
