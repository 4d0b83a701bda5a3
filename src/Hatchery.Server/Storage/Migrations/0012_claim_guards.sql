-- Claim guards: who may register through a claim or by a template. Which claim a device came through. What becomes of older certificates.

-- scope: as the ARN ends, 'cert/...' or 'provisioningtemplate/...'; null once the guards are deleted while serial numbers are left.
-- settings: JSON. rate_from, rate_count: the rate's current period.
CREATE TABLE claim_guards (
    id          {identity},
    scope       text    UNIQUE,
    name        text    UNIQUE,
    settings    text    NOT NULL,
    rate_from   bigint,
    rate_count  integer NOT NULL,
    modified_at bigint  NOT NULL
);

-- No cascade: a list of a million goes bite by bite, and its guards last.
CREATE TABLE allowed_serials (
    guard   bigint NOT NULL REFERENCES claim_guards (id),
    serial  text   NOT NULL,
    used_by text,
    used_at bigint,
    PRIMARY KEY (guard, serial)
) {clustered};

-- Registrations ever, by scope, whether guarded or not.
CREATE TABLE registration_counts (
    scope   text   NOT NULL PRIMARY KEY,
    devices bigint NOT NULL
) {clustered};

CREATE TABLE held_requests (
    id              {identity},
    claim_id        text   NOT NULL,
    template        text   NOT NULL,
    request_hash    text   NOT NULL,
    status          text   NOT NULL,
    certificate_id  text   NOT NULL,
    serial          text,
    thing           text,
    client_id       text   NOT NULL,
    source_ip       text   NOT NULL,
    parameters      text   NOT NULL,
    first_asked_at  bigint NOT NULL,
    last_asked_at   bigint NOT NULL,
    UNIQUE (claim_id, request_hash)
);

CREATE INDEX held_requests_by_last_asked ON held_requests (last_asked_at);

-- template, registered_at: by which template a device registered the certificate, and when; null when none did.
-- older_certificates: what its first connection does to the older certificates of its things; null for nothing.
ALTER TABLE certificates ADD COLUMN template text;
ALTER TABLE certificates ADD COLUMN registered_at bigint;
ALTER TABLE certificates ADD COLUMN older_certificates text;

CREATE INDEX certificates_by_claim ON certificates (claim_id, id) WHERE claim_id IS NOT NULL;
CREATE INDEX certificates_pending ON certificates (id) WHERE status = 'PENDING_ACTIVATION';

-- Devices that registered before this was counted.
INSERT INTO registration_counts (scope, devices)
SELECT 'cert/' || claim_id, COUNT(*) FROM certificates WHERE claim_id IS NOT NULL AND status <> 'PENDING_ACTIVATION' GROUP BY claim_id;

-- NULL is as at AWS: older certificates are kept.
ALTER TABLE templates ADD COLUMN older_certificates text;
