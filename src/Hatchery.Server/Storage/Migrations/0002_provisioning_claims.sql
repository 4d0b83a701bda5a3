-- Temporary certificates of trusted users, beside the registered ones: CreateProvisioningClaim.

CREATE TABLE provisioning_claims (
    certificate_id text   NOT NULL PRIMARY KEY,
    template       bigint NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    expires_at     bigint NOT NULL
) {clustered};

CREATE INDEX provisioning_claims_by_template ON provisioning_claims (template);
CREATE INDEX provisioning_claims_by_expiry ON provisioning_claims (expires_at);
