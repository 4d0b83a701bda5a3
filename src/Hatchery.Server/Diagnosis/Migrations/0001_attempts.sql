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
    body text NOT NULL
);

-- What people know an attempt by: a thing, a certificate, a client id, an address, the value of a parameter.
CREATE TABLE attempt_handles (
    value text NOT NULL,
    kind text NOT NULL,
    id integer NOT NULL,
    PRIMARY KEY (value, kind, id)
) WITHOUT ROWID;
