-- Role aliases. The role is kept as its ARN: at AWS, too, an alias may be there before its role and outlive it.

CREATE TABLE role_aliases (
    id               {identity},
    name             text   NOT NULL UNIQUE,
    role_arn         text   NOT NULL,
    duration_seconds bigint NOT NULL,
    created_at       bigint NOT NULL,
    modified_at      bigint NOT NULL
);
