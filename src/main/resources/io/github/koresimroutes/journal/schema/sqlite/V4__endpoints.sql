-- Several endpoints: a refused callback is verified again as one of the endpoint that got it.

ALTER TABLE kore_quarantine ADD COLUMN endpoint TEXT NOT NULL DEFAULT 'default';

-- SQLite cannot change a default, so the table is made anew.
CREATE TABLE kore_journal_4 (
    singleton      INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             TEXT    NOT NULL CHECK (length(id) = 36),
    schema_version INTEGER NOT NULL DEFAULT 4,
    created_at     INTEGER NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INTEGER NULL
);
INSERT INTO kore_journal_4 (singleton, id, created_at, lanes)
    SELECT singleton, id, created_at, lanes FROM kore_journal;
DROP TABLE kore_journal;
ALTER TABLE kore_journal_4 RENAME TO kore_journal;
