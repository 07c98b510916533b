-- Lanes that can be changed while the journal is in use, and events whose route failed.

-- SQLite cannot change a default, so the table is made anew.
CREATE TABLE kore_journal_2 (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 2,
    created_at     INTEGER NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INTEGER NULL
);
INSERT INTO kore_journal_2 (singleton, id, created_at)
    SELECT singleton, id, created_at FROM kore_journal;
DROP TABLE kore_journal;
ALTER TABLE kore_journal_2 RENAME TO kore_journal;

-- How far each lane's baton has come: one row for each epoch, so that a baton of an epoch that is
-- over is known. Batons lie on a queue of their lane now, so every lane begins anew.
DROP TABLE kore_lane;
CREATE TABLE kore_lane (
    lane        INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    lanes       INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    nonce       TEXT    NULL,
    seed        TEXT    NULL,
    -- closed: given back, so that the number of lanes could change.
    -- replaced: its baton was lost, and an operator had a new one made.
    state       TEXT    NOT NULL
        CHECK (state IN ('running', 'halted', 'closed', 'replaced')),
    reason      TEXT    NULL,
    moved_at    INTEGER NULL,
    -- When the baton was last held, to within a few seconds.
    seen_at     INTEGER NULL,
    -- Events up to this id may have been sent with a baton that was lost.
    doubt_until INTEGER NOT NULL DEFAULT 0,
    -- How often the lane was put right after a halt: what was thought of a baton before is void.
    resumes     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (lane, epoch)
);

-- Not null: its route failed, and it is tried by itself from then on.
ALTER TABLE sim_event ADD COLUMN retry_at INTEGER NULL;
CREATE INDEX sim_event_suspect ON sim_event (id)
    WHERE state = 'received' AND retry_at IS NOT NULL;
-- Its SIM's later events wait for it: each read of the next batch asks for that.
CREATE INDEX sim_event_suspect_sim ON sim_event (sim_sid, id)
    WHERE state = 'received' AND retry_at IS NOT NULL;

-- A discarded event is done with, too: dispatched_at is when.
DROP INDEX sim_event_retention;
CREATE INDEX sim_event_retention ON sim_event (dispatched_at)
    WHERE state IN ('dispatched', 'discarded');
