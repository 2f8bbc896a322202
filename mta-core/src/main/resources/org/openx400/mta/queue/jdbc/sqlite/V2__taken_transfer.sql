-- Transfers for which responsibility was taken, so that a repeated one is recognised. Times as in V1.
CREATE TABLE taken_transfer (
    key   BLOB    NOT NULL PRIMARY KEY,
    taken INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX taken_transfer_by_time ON taken_transfer (taken);
