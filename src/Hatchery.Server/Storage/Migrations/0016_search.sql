-- Fleet indexing: what SearchIndex seeks by, which is never told apart by case.

CREATE INDEX things_by_folded_name ON things (lower(name), id);
CREATE INDEX thing_types_by_folded_name ON thing_types (lower(name));
CREATE INDEX thing_groups_by_folded_name ON thing_groups (lower(name));
CREATE INDEX billing_groups_by_folded_name ON billing_groups (lower(name));

-- As before, with the value in lower case in the key: one tree answers SearchIndex and ListThings. A thing has a name once.
CREATE TABLE folded_attributes (
    name   text   NOT NULL,
    folded text   NOT NULL,
    thing  bigint NOT NULL,
    value  text   NOT NULL,
    PRIMARY KEY (name, folded, thing)
) {clustered};

INSERT INTO folded_attributes (name, folded, thing, value)
SELECT name, lower(value), thing, value FROM thing_attributes ORDER BY name, lower(value), thing;

DROP TABLE thing_attributes;

ALTER TABLE folded_attributes RENAME TO thing_attributes;

-- Of things whose devices ever connected under the thing's name; changed_at is when it last connected or disconnected.
CREATE TABLE thing_connectivity (
    thing             bigint  NOT NULL PRIMARY KEY REFERENCES things (id) ON DELETE CASCADE,
    connected         integer NOT NULL,
    changed_at        bigint  NOT NULL,
    disconnect_reason text
) {clustered};

CREATE INDEX thing_connectivity_connected ON thing_connectivity (connected, thing) WHERE connected = 1;

-- The modes of UpdateIndexingConfiguration; one without a row is on.
CREATE TABLE indexing_modes (
    part text NOT NULL PRIMARY KEY,
    mode text NOT NULL
);
