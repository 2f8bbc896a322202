-- Transfers for which responsibility was taken, so that a repeated one is recognised. Times as in V1.
CREATE TABLE taken_transfer (
    key   BYTEA   NOT NULL PRIMARY KEY,
    taken BIGINT  NOT NULL
);

CREATE INDEX taken_transfer_by_time ON taken_transfer (taken);
