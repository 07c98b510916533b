-- Lanes that can be changed while the journal is in use, and events whose route failed.

-- How many lanes there shall be; null until the first start says so.
ALTER TABLE kore_journal ADD COLUMN lanes INT NULL;
ALTER TABLE kore_journal ALTER COLUMN schema_version SET DEFAULT 2;
UPDATE kore_journal SET schema_version = 2;

-- How far each lane's baton has come: one row for each epoch, so that a baton of an epoch that is
-- over is known. Batons lie on a queue of their lane now, so every lane begins anew.
DROP TABLE kore_lane;
CREATE TABLE kore_lane (
    lane        INT         NOT NULL,
    epoch       BIGINT      NOT NULL,
    lanes       INT         NOT NULL,
    sequence    BIGINT      NOT NULL,
    nonce       VARCHAR(36) NULL,
    seed        VARCHAR(36) NULL,
    -- closed: given back, so that the number of lanes could change.
    -- replaced: its baton was lost, and an operator had a new one made.
    state       VARCHAR(16) NOT NULL
        CHECK (state IN ('running', 'halted', 'closed', 'replaced')),
    reason      TEXT        NULL,
    moved_at    BIGINT      NULL,
    -- When the baton was last held, to within a few seconds.
    seen_at     BIGINT      NULL,
    -- Events up to this id may have been sent with a baton that was lost.
    doubt_until BIGINT      NOT NULL DEFAULT 0,
    -- How often the lane was put right after a halt: what was thought of a baton before is void.
    resumes     INT         NOT NULL DEFAULT 0,
    PRIMARY KEY (lane, epoch)
);

-- Not null: its route failed, and it is tried by itself from then on.
ALTER TABLE sim_event ADD COLUMN retry_at BIGINT NULL;
CREATE INDEX sim_event_suspect ON sim_event (id)
    WHERE state = 'received' AND retry_at IS NOT NULL;
-- Its SIM's later events wait for it: each read of the next batch asks for that.
CREATE INDEX sim_event_suspect_sim ON sim_event (sim_sid, id)
    WHERE state = 'received' AND retry_at IS NOT NULL;

-- A discarded event is done with, too: dispatched_at is when.
DROP INDEX sim_event_retention;
CREATE INDEX sim_event_retention ON sim_event (dispatched_at)
    WHERE state IN ('dispatched', 'discarded');
