-- Accounts own keys and products. A NULL rate or burst means the gateway's default; a rate of 0 means no limit.
CREATE TABLE account (
    account_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name               text        NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 64),
    permits_per_second integer     CHECK (permits_per_second >= 0),
    burst              integer     CHECK (burst >= 1),
    created_at         timestamptz NOT NULL DEFAULT now()
);

-- secret_sealed: AES-256-GCM, bound to access_key_id; the master key is never in the database.
CREATE TABLE access_key (
    access_key_id text COLLATE "C" PRIMARY KEY CHECK (char_length(access_key_id) BETWEEN 1 AND 128),
    account_id    bigint      NOT NULL REFERENCES account,
    secret_sealed bytea       NOT NULL,
    enabled       boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX access_key_account ON access_key (account_id);

-- Counts every committed change of an account or a key: a node that missed a notification sees that it did.
-- The row lock makes the counter grow in commit order, which a sequence would not.
CREATE TABLE access_revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    revision bigint  NOT NULL
);
INSERT INTO access_revision (revision) VALUES (0);

CREATE FUNCTION announce_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    current_revision bigint;
BEGIN
    UPDATE access_revision SET revision = revision + 1 RETURNING revision INTO current_revision;
    PERFORM pg_notify('otagate_access', current_revision::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER account_changed AFTER UPDATE OR DELETE ON account
    FOR EACH STATEMENT EXECUTE FUNCTION announce_access_change();
CREATE TRIGGER access_key_changed AFTER INSERT OR UPDATE OR DELETE ON access_key
    FOR EACH STATEMENT EXECUTE FUNCTION announce_access_change();

CREATE TABLE product (
    product_key text COLLATE "C" PRIMARY KEY CHECK (product_key ~ '^[A-Za-z0-9]{1,64}$'),
    account_id  bigint      NOT NULL REFERENCES account,
    name        text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX product_account ON product (account_id, product_key);

-- A product's custom modules stand in ten numbered slots, so that the primary key keeps the limit of ten.
-- The built-in module "default" has no row.
CREATE TABLE ota_module (
    product_key text COLLATE "C" NOT NULL,
    slot        smallint         NOT NULL CHECK (slot BETWEEN 1 AND 10),
    module_name text COLLATE "C" NOT NULL CHECK (lower(module_name) <> 'default'),
    alias_name  text,
    description text,
    created_at  timestamptz      NOT NULL DEFAULT now(),
    modified_at timestamptz      NOT NULL DEFAULT now(),
    CONSTRAINT ota_module_slot PRIMARY KEY (product_key, slot),
    CONSTRAINT ota_module_name_length CHECK (char_length(module_name) BETWEEN 1 AND 64),
    CONSTRAINT ota_module_alias_length CHECK (char_length(alias_name) BETWEEN 1 AND 64),
    CONSTRAINT ota_module_description_length CHECK (char_length(description) <= 100)
);
CREATE UNIQUE INDEX ota_module_name ON ota_module (product_key, lower(module_name));
