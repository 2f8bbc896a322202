-- Transfers that have come in up to a checkpoint and may go on behind it. Times as in V1.
CREATE TABLE partial_transfer (
    content_file       TEXT    NOT NULL PRIMARY KEY,
    connector          TEXT    NOT NULL,
    session_connection BLOB    NOT NULL,
    activity           BLOB    NOT NULL,
    serial             INTEGER NOT NULL,
    octets             INTEGER NOT NULL,
    content_length     INTEGER NOT NULL,
    checkpoint_size    INTEGER NOT NULL,
    window_size        INTEGER NOT NULL,
    secured            INTEGER NOT NULL,
    state              BLOB    NOT NULL,
    head               BLOB    NOT NULL
);

CREATE INDEX partial_transfer_by_activity ON partial_transfer (connector, session_connection, activity);
