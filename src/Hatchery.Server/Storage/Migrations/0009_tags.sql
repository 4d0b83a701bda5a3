-- Tags of whatever can have them. resource: as the ARN ends, 'thinggroup/lights'. Each noun's table removes them with the resource.

CREATE TABLE tags (
    resource text NOT NULL,
    key      text NOT NULL,
    value    text NOT NULL,
    PRIMARY KEY (resource, key)
) {clustered};
