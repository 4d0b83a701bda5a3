-- Billing groups, and the MQTT 5 user properties that a thing type adds to its things' messages.

-- name: null once the group is deleted while things were in it, which go on to name its row.
CREATE TABLE billing_groups (
    id          {identity},
    name        text   UNIQUE,
    uuid        text   NOT NULL,
    description text,
    version     bigint NOT NULL,
    created_at  bigint NOT NULL
);

-- A thing is in one billing group at most, hence a column.
ALTER TABLE things ADD COLUMN billing_group bigint REFERENCES billing_groups (id);

CREATE INDEX things_by_billing_group ON things (billing_group, id) WHERE billing_group IS NOT NULL;

-- A JSON list; null when there are none.
ALTER TABLE thing_types ADD COLUMN propagating text;
