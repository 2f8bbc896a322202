-- Transfers that have come in up to a checkpoint and may go on behind it. Times as in V1.
CREATE TABLE partial_transfer (
    content_file       TEXT    NOT NULL PRIMARY KEY,
    connector          TEXT    NOT NULL,
    session_connection BYTEA   NOT NULL,
    activity           BYTEA   NOT NULL,
    serial             INTEGER NOT NULL,
    octets             BIGINT  NOT NULL,
    content_length     BIGINT  NOT NULL,
    checkpoint_size    INTEGER NOT NULL,
    window_size        INTEGER NOT NULL,
    secured            BIGINT  NOT NULL,
    state              BYTEA   NOT NULL,
    head               BYTEA   NOT NULL
);

CREATE INDEX partial_transfer_by_activity ON partial_transfer (connector, session_connection, activity);
