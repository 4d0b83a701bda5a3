-- What one looks through, apart from what one then reads: a look through a million rows stays short.
CREATE TABLE attempts (
    id integer NOT NULL PRIMARY KEY,
    revision integer NOT NULL,
    outcome text NOT NULL,
    cause text,
    template text,
    updated integer NOT NULL
);

CREATE UNIQUE INDEX attempts_by_revision ON attempts (revision);

CREATE INDEX attempts_awaiting ON attempts (id) WHERE outcome = 'registered';

CREATE TABLE attempt_bodies (
    id integer NOT NULL PRIMARY KEY,
    certificate text,
    body blob NOT NULL
);

-- What people know an attempt by (a thing, a certificate, a client id, an address, the value of a parameter), as numbers.
CREATE TABLE attempt_handles (
    handle integer NOT NULL,
    id integer NOT NULL,
    kinds integer NOT NULL,
    PRIMARY KEY (handle, id)
) WITHOUT ROWID;
