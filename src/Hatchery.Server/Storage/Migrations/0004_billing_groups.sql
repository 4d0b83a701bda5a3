-- Billing groups, and the MQTT 5 user properties that a thing type adds to its things' messages.

CREATE TABLE billing_groups (
    id          {identity},
    name        text   NOT NULL UNIQUE,
    uuid        text   NOT NULL,
    description text,
    version     bigint NOT NULL,
    created_at  bigint NOT NULL
);

-- A thing is in one billing group at most, hence a column. A group may be deleted with things in it: they stay.
ALTER TABLE things ADD COLUMN billing_group bigint REFERENCES billing_groups (id) ON DELETE SET NULL;

CREATE INDEX things_by_billing_group ON things (billing_group, id) WHERE billing_group IS NOT NULL;

-- A JSON list; null when there are none.
ALTER TABLE thing_types ADD COLUMN propagating text;
