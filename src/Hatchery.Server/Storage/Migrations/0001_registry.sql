-- The registry: certificates, policies, things, templates, ownership tokens, roles.
--
-- Rows refer to each other by a small integer id given in order of creation, not by name: links then are appended at the end of
-- their trees instead of dirtying a random page each, which keeps a registration as cheap with a million things as with none.
-- Times are unix milliseconds. The dialect replaces {identity} (such an id) and {clustered} (rows live in the primary key).

CREATE TABLE certificates (
    id                {identity},
    certificate_id    text   NOT NULL UNIQUE,
    pem               text   NOT NULL,
    status            text   NOT NULL,
    ca_certificate_id text,
    mode              text   NOT NULL,
    claim_id          text,
    created_at        bigint NOT NULL,
    modified_at       bigint NOT NULL,
    not_before        bigint NOT NULL,
    not_after         bigint NOT NULL
);

CREATE TABLE ownership_tokens (
    hash         text   NOT NULL PRIMARY KEY,
    certificate  bigint NOT NULL REFERENCES certificates (id) ON DELETE CASCADE,
    expires_at   bigint NOT NULL,
    request_hash text,
    reply        text
) {clustered};

CREATE INDEX ownership_tokens_by_certificate ON ownership_tokens (certificate);
CREATE INDEX ownership_tokens_by_expiry ON ownership_tokens (expires_at);

CREATE TABLE policies (
    id              {identity},
    name            text    NOT NULL UNIQUE,
    default_version integer NOT NULL,
    next_version    integer NOT NULL,
    created_at      bigint  NOT NULL,
    modified_at     bigint  NOT NULL
);

CREATE TABLE policy_versions (
    policy     bigint  NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    version    integer NOT NULL,
    document   text    NOT NULL,
    created_at bigint  NOT NULL,
    PRIMARY KEY (policy, version)
);

-- kind: 'cert' or 'thinggroup', as in the target's ARN; target: the row's id in certificates or thing_groups.
CREATE TABLE policy_targets (
    kind   text   NOT NULL,
    target bigint NOT NULL,
    policy bigint NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, target, policy)
) {clustered};

CREATE INDEX policy_targets_by_policy ON policy_targets (policy, kind, target);

CREATE TABLE thing_types (
    id            {identity},
    name          text   NOT NULL UNIQUE,
    uuid          text   NOT NULL,
    description   text,
    searchable    text   NOT NULL,
    created_at    bigint NOT NULL,
    deprecated_at bigint
);

CREATE TABLE things (
    id         {identity},
    name       text   NOT NULL UNIQUE,
    uuid       text   NOT NULL,
    type       bigint REFERENCES thing_types (id),
    attributes text   NOT NULL,
    version    bigint NOT NULL,
    created_at bigint NOT NULL
);

CREATE INDEX things_by_type ON things (type) WHERE type IS NOT NULL;

-- What ListThings filters by; things.attributes holds the same as JSON. Written and removed with it, row by row: a foreign key
-- would need an index by thing of its own.
CREATE TABLE thing_attributes (
    name  text   NOT NULL,
    value text   NOT NULL,
    thing bigint NOT NULL,
    PRIMARY KEY (name, value, thing)
) {clustered};

-- No cascades here: a certificate or a thing that is still attached is not to be deleted.
CREATE TABLE thing_principals (
    thing       bigint  NOT NULL REFERENCES things (id),
    certificate bigint  NOT NULL REFERENCES certificates (id),
    exclusive   integer NOT NULL,
    PRIMARY KEY (thing, certificate)
) {clustered};

CREATE INDEX thing_principals_by_certificate ON thing_principals (certificate, thing, exclusive);

CREATE TABLE thing_groups (
    id          {identity},
    name        text   NOT NULL UNIQUE,
    uuid        text   NOT NULL,
    parent      bigint REFERENCES thing_groups (id),
    description text,
    attributes  text   NOT NULL,
    version     bigint NOT NULL,
    created_at  bigint NOT NULL
);

CREATE INDEX thing_groups_by_parent ON thing_groups (parent, name);

CREATE TABLE thing_group_members (
    thing_group bigint NOT NULL REFERENCES thing_groups (id) ON DELETE CASCADE,
    thing       bigint NOT NULL REFERENCES things (id) ON DELETE CASCADE,
    PRIMARY KEY (thing_group, thing)
) {clustered};

CREATE INDEX thing_group_members_by_thing ON thing_group_members (thing, thing_group);

CREATE TABLE templates (
    id                   {identity},
    name                 text    NOT NULL UNIQUE,
    description          text,
    enabled              integer NOT NULL,
    role_arn             text    NOT NULL,
    hook_target          text,
    hook_payload_version text,
    type                 text    NOT NULL,
    default_version      integer NOT NULL,
    next_version         integer NOT NULL,
    created_at           bigint  NOT NULL,
    modified_at          bigint  NOT NULL
);

CREATE TABLE template_versions (
    template   bigint  NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    version    integer NOT NULL,
    body       text    NOT NULL,
    created_at bigint  NOT NULL,
    PRIMARY KEY (template, version)
);

CREATE TABLE roles (
    id                  {identity},
    name                text    NOT NULL UNIQUE,
    role_id             text    NOT NULL,
    path                text    NOT NULL,
    description         text,
    assume_role_policy  text    NOT NULL,
    max_session_seconds integer NOT NULL,
    created_at          bigint  NOT NULL
);

-- IAM: role names are not told apart by case.
CREATE UNIQUE INDEX roles_by_folded_name ON roles (lower(name));

CREATE TABLE role_policies (
    role       bigint NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    policy_arn text   NOT NULL,
    PRIMARY KEY (role, policy_arn)
) {clustered};

CREATE TABLE role_inline_policies (
    role     bigint NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    name     text   NOT NULL,
    document text   NOT NULL,
    PRIMARY KEY (role, name)
);
