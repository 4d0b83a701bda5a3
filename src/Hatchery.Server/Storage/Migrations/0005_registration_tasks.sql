-- Bulk registrations: StartThingRegistrationTask. From input_offset on, the columns are its progress, written with what its lines register.

CREATE TABLE registration_tasks (
    id            {identity},
    task_id       text    NOT NULL UNIQUE,
    template_body text    NOT NULL,
    input_bucket  text    NOT NULL,
    input_key     text    NOT NULL,
    role_arn      text    NOT NULL,
    status        text    NOT NULL,
    message       text,
    created_at    bigint  NOT NULL,
    modified_at   bigint  NOT NULL,
    input_offset  bigint  NOT NULL,
    lines         bigint  NOT NULL,
    successes     bigint  NOT NULL,
    failures      bigint  NOT NULL,
    percentage    integer NOT NULL,
    results_bytes bigint  NOT NULL,
    errors_bytes  bigint  NOT NULL
);

CREATE INDEX registration_tasks_by_status ON registration_tasks (status, id);
