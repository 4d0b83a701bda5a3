-- Versions of the account's own managed policies: the document moves to them, the default one is in force.

ALTER TABLE customer_policies ADD COLUMN default_version integer NOT NULL DEFAULT 1;
ALTER TABLE customer_policies ADD COLUMN last_version integer NOT NULL DEFAULT 1;
ALTER TABLE customer_policies ADD COLUMN updated_at bigint NOT NULL DEFAULT 0;

UPDATE customer_policies SET updated_at = created_at;

CREATE TABLE customer_policy_versions (
    policy     bigint  NOT NULL REFERENCES customer_policies (id) ON DELETE CASCADE,
    version    integer NOT NULL,
    document   text    NOT NULL,
    created_at bigint  NOT NULL,
    PRIMARY KEY (policy, version)
);

INSERT INTO customer_policy_versions (policy, version, document, created_at)
SELECT id, 1, document, created_at FROM customer_policies;

ALTER TABLE customer_policies DROP COLUMN document;
