-- IAM users with their access keys and policies, and managed policies of the account's own. No secret of a key is here (decision 0010).

CREATE TABLE users (
    id         {identity},
    name       text    NOT NULL UNIQUE,
    user_id    text    NOT NULL,
    path       text    NOT NULL,
    of_key     integer NOT NULL,
    created_at bigint  NOT NULL
);

-- IAM: user names are not told apart by case.
CREATE UNIQUE INDEX users_by_folded_name ON users (lower(name));

CREATE TABLE user_policies (
    holder     bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    policy_arn text   NOT NULL,
    PRIMARY KEY (holder, policy_arn)
) {clustered};

CREATE INDEX user_policies_by_arn ON user_policies (policy_arn);

CREATE TABLE user_inline_policies (
    holder   bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name     text   NOT NULL,
    document text   NOT NULL,
    PRIMARY KEY (holder, name)
);

CREATE TABLE access_keys (
    access_key_id text    NOT NULL PRIMARY KEY,
    holder        bigint  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    active        integer NOT NULL,
    created_at    bigint  NOT NULL
) {clustered};

CREATE INDEX access_keys_by_holder ON access_keys (holder, access_key_id);

CREATE TABLE customer_policies (
    id          {identity},
    name        text   NOT NULL UNIQUE,
    policy_id   text   NOT NULL,
    path        text   NOT NULL,
    description text,
    document    text   NOT NULL,
    created_at  bigint NOT NULL
);

CREATE UNIQUE INDEX customer_policies_by_folded_name ON customer_policies (lower(name));
CREATE INDEX role_policies_by_arn ON role_policies (policy_arn);
