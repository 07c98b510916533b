-- Several endpoints: a refused callback is verified again as one of the endpoint that got it.

ALTER TABLE kore_quarantine ADD COLUMN endpoint VARCHAR(32) NOT NULL DEFAULT 'default';

ALTER TABLE kore_journal ALTER COLUMN schema_version SET DEFAULT 4;
UPDATE kore_journal SET schema_version = 4;
