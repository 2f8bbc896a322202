-- Times are milliseconds since 1970-01-01T00:00:00Z. Short columns come first: lists never touch the pages of the octets.
CREATE TABLE message (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT    NOT NULL,
    mts_id         TEXT    NOT NULL,
    rank           INTEGER NOT NULL,
    originator     TEXT    NOT NULL,
    arrival        INTEGER NOT NULL,
    expiry         INTEGER NOT NULL,
    source         TEXT    NOT NULL,
    content_length INTEGER NOT NULL,
    content_file   TEXT,
    envelope       BLOB    NOT NULL,
    content        BLOB
);

CREATE INDEX message_by_file ON message (content_file) WHERE content_file IS NOT NULL;

CREATE TABLE entry (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id   INTEGER NOT NULL,
    destination  TEXT    NOT NULL,
    rank         INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    expiry       INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    refusals     INTEGER NOT NULL,
    held_for     TEXT,
    last_problem TEXT,
    routes_tried TEXT    NOT NULL,
    recipients   TEXT    NOT NULL
);

CREATE INDEX entry_by_message ON entry (message_id);
CREATE INDEX entry_in_order ON entry (destination, rank, id, next_attempt) WHERE held_for IS NULL;
CREATE INDEX entry_by_time ON entry (destination, rank, next_attempt) WHERE held_for IS NULL;
CREATE INDEX entry_by_expiry ON entry (expiry) WHERE held_for IS NULL;
CREATE INDEX entry_held ON entry (destination) WHERE held_for IS NOT NULL;
