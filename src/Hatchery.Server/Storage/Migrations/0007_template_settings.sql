-- What a template says of its devices' certificates. NULL is as at AWS: RSA_2048, until the end of 2049.

ALTER TABLE templates ADD COLUMN key_type text;
ALTER TABLE templates ADD COLUMN certificate_validity_days integer;
