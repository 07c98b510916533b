-- The event journal for MariaDB. All times are milliseconds since 1970 (UTC). There are no files
-- before this one: MariaDB came when the schema of the others had the version 6.

-- Here DDL commits by itself. A file that was broken off is applied again from its beginning, so
-- each statement can be.

-- Who this journal is, in one row. The bundle writes the id at its first start; schema_version
-- comes from here, so that it tells which of these files was applied.
CREATE TABLE IF NOT EXISTS kore_journal (
    singleton      SMALLINT NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id             CHAR(36) NOT NULL,
    schema_version INT      NOT NULL DEFAULT 6,
    created_at     BIGINT   NOT NULL,
    -- How many lanes there shall be; null until the first start says so.
    lanes          INT      NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- InnoDB shows what was committed before it is on disk. Whoever has read what must not be forgotten
-- again writes here, and when that is committed, all that was committed before is on disk.
CREATE TABLE IF NOT EXISTS kore_barrier (
    singleton SMALLINT NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    passed    BIGINT   NOT NULL
) ENGINE = InnoDB;
INSERT INTO kore_barrier (singleton, passed) VALUES (1, 0)
    ON DUPLICATE KEY UPDATE singleton = 1;

-- Every authentic event, once; what was received never changes. Text is compared byte by byte,
-- blanks at its end included. sim_sid and sim_status have room for whatever KORE signs.
CREATE TABLE IF NOT EXISTS sim_event (
    id                  BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind                VARCHAR(16)  NOT NULL,
    account             VARCHAR(255) NOT NULL,
    token               VARCHAR(255) NOT NULL,
    body_hash           VARBINARY(64) NOT NULL,
    flags               VARCHAR(255) NOT NULL DEFAULT '',
    sim_sid             MEDIUMTEXT   NULL,
    sim_status          MEDIUMTEXT   NULL,
    event_time          BIGINT       NULL,
    received_at         BIGINT       NOT NULL,
    content_type        VARCHAR(64)  NULL,
    body                MEDIUMBLOB   NOT NULL,
    unsigned_parameters MEDIUMTEXT   NULL,
    secret_label        VARCHAR(64)  NULL,
    -- CRC-32 of sim_sid (else account, else token) in UTF-8, modulo 1024: chooses the lane.
    bucket              SMALLINT     NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
    -- Half of the SHA-256 of account, NUL and token, a quarter of that of the body.
    token_key           BINARY(16)   NOT NULL,
    body_key            BIGINT       NOT NULL,
    CONSTRAINT sim_event_once UNIQUE (token_key, body_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What becomes of an event: to mark it as sent writes a short row. Every secondary index of InnoDB
-- ends with the primary key, so each here is in the order of ids.
CREATE TABLE IF NOT EXISTS sim_event_dispatch (
    event_id      BIGINT      NOT NULL PRIMARY KEY,
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
    suspect_sim   MEDIUMTEXT  NULL,
    -- The hash of the route set; null while the event waits.
    route_set     VARCHAR(12) NULL,
    last_error    TEXT        NULL,
    -- The next batch costs the same with ten dispatched rows or ten million.
    KEY sim_event_dispatch_waiting (state),
    KEY sim_event_dispatch_suspect (retry_at),
    -- A SIM's later events wait for it: each read of the next batch asks for that.
    KEY sim_event_dispatch_suspect_sim (suspect_sim(64), retry_at),
    KEY sim_event_dispatch_retention (dispatched_at),
    -- Who removes an event removes its row here. This does not fire the trigger below.
    CONSTRAINT sim_event_dispatch_of FOREIGN KEY (event_id) REFERENCES sim_event (id)
        ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE OR REPLACE TRIGGER sim_event_stored AFTER INSERT ON sim_event FOR EACH ROW
    INSERT INTO sim_event_dispatch (event_id, bucket) VALUES (NEW.id, NEW.bucket);

CREATE OR REPLACE TRIGGER sim_event_dispatch_removed AFTER DELETE ON sim_event_dispatch
    FOR EACH ROW
    DELETE FROM sim_event WHERE id = OLD.event_id;

-- How far each lane's baton has come: one row for each epoch, so that a baton of an epoch that is
-- over is known.
CREATE TABLE IF NOT EXISTS kore_lane (
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
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Refused callbacks, kept to be verified again when what refused them has been put right. None of
-- these is an event. Header values that were given more than once are separated by line feeds.
CREATE TABLE IF NOT EXISTS kore_quarantine (
    id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- Each kind has a budget of its own, so that none can push out another.
    kind          VARCHAR(16) NOT NULL CHECK (kind IN ('likely', 'malformed', 'rest')),
    refusal       VARCHAR(32) NOT NULL,
    -- By the database's clock: age goes by it.
    kept_at       BIGINT      NOT NULL,
    received_at   BIGINT      NOT NULL,
    method        TEXT        NOT NULL,
    content_types MEDIUMTEXT  NULL,
    signatures    MEDIUMTEXT  NULL,
    tokens        MEDIUMTEXT  NULL,
    dates         MEDIUMTEXT  NULL,
    raw_query     MEDIUMTEXT  NULL,
    body          MEDIUMBLOB  NOT NULL,
    -- What the row takes, headers included.
    size          INT         NOT NULL,
    endpoint      VARCHAR(32) NOT NULL DEFAULT 'default',
    KEY kore_quarantine_budget (kind, id, size),
    KEY kore_quarantine_age (kept_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The route sets that ran: the texts of their files and their kore.queue.* settings, as JSON.
CREATE TABLE IF NOT EXISTS kore_route_set (
    hash          VARCHAR(12) NOT NULL PRIMARY KEY,
    first_used_at BIGINT      NOT NULL,
    last_used_at  BIGINT      NOT NULL,
    files         MEDIUMTEXT  NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The instances that run, or did within the last hour.
CREATE TABLE IF NOT EXISTS kore_instance (
    id         VARCHAR(64) NOT NULL PRIMARY KEY,
    route_set  VARCHAR(12) NULL,
    started_at BIGINT      NOT NULL,
    seen_at    BIGINT      NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The one clock that all instances share, whatever the time zone of a session.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW kore_clock AS
    SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6)) DIV 1000 AS now_ms;

-- For people: readable times in UTC, and nothing of the body.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW sim_event_log AS
    SELECT e.id, d.state, e.kind, e.account, e.token, e.flags, e.sim_sid, e.sim_status,
           DATE_FORMAT(TIMESTAMPADD(MICROSECOND, e.event_time * 1000, '1970-01-01 00:00:00'),
               '%Y-%m-%dT%H:%i:%s.%fZ') AS event_time,
           DATE_FORMAT(TIMESTAMPADD(MICROSECOND, e.received_at * 1000, '1970-01-01 00:00:00'),
               '%Y-%m-%dT%H:%i:%s.%fZ') AS received_at,
           DATE_FORMAT(TIMESTAMPADD(MICROSECOND, d.dispatched_at * 1000, '1970-01-01 00:00:00'),
               '%Y-%m-%dT%H:%i:%s.%fZ') AS dispatched_at,
           d.send_number, d.attempts, d.last_error, e.content_type, e.secret_label, d.route_set
    FROM sim_event e JOIN sim_event_dispatch d ON d.event_id = e.id;
