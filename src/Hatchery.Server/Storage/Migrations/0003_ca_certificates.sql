-- CAs of the account whose certificates may be registered, and the code by which one proves to hold a CA's key.

-- subject_hash: SHA-256 of the subject's DER; the registration config is the three columns from template_body on, null without one.
CREATE TABLE ca_certificates (
    id                {identity},
    certificate_id    text    NOT NULL UNIQUE,
    pem               text    NOT NULL,
    subject_hash      text    NOT NULL,
    active            integer NOT NULL,
    auto_registration integer NOT NULL,
    mode              text    NOT NULL,
    template_body     text,
    template_name     text,
    role_arn          text,
    created_at        bigint  NOT NULL,
    modified_at       bigint  NOT NULL,
    not_before        bigint  NOT NULL,
    not_after         bigint  NOT NULL
);

CREATE INDEX ca_certificates_by_subject ON ca_certificates (subject_hash, id);
CREATE INDEX ca_certificates_by_template ON ca_certificates (template_name, id) WHERE template_name IS NOT NULL;

-- At most one row, with id 1.
CREATE TABLE registration_code (
    id   integer NOT NULL PRIMARY KEY,
    code text    NOT NULL
);

CREATE INDEX certificates_by_ca ON certificates (ca_certificate_id, id) WHERE ca_certificate_id IS NOT NULL;
