-- Which events of the registry are published; a type without a row is off.
CREATE TABLE event_configurations (
    event_type  text    NOT NULL PRIMARY KEY,
    enabled     integer NOT NULL,
    created_at  bigint  NOT NULL,
    modified_at bigint  NOT NULL
);
