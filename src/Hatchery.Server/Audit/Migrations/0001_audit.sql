-- What callers of the API changed or were denied. Times are unix milliseconds; ids go up with time and are never used twice.

CREATE TABLE audit (
    id            {identity},
    at            bigint NOT NULL,
    access_key_id text   NOT NULL,
    caller        text   NOT NULL,
    action        text   NOT NULL,
    resource      text   NOT NULL,
    source_ip     text,
    outcome       text   NOT NULL,
    request_id    text   NOT NULL
);
