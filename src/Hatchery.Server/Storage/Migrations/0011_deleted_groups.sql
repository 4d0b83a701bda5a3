-- A thing group that was deleted with things in it waits under a name that no group can have until its memberships are removed.
ALTER TABLE thing_groups ADD COLUMN deleted integer NOT NULL DEFAULT 0;

CREATE INDEX thing_groups_deleted ON thing_groups (deleted, id) WHERE deleted = 1;
