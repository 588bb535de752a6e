-- The schema of otagate. Constraints keep the rules that clients rely on, for every program that writes to the tables.
-- AccessKeyIds, product keys and module names are ASCII and have the collation "C": they compare in the same way in every locale.

-- ---------------------------------------------------------------------------------------------------------------------
-- Accounts and access keys
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE account (
    account_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name               text        NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 64),
    permits_per_second integer     CHECK (permits_per_second BETWEEN 0 AND 1000000),
    burst              integer     CHECK (burst BETWEEN 1 AND 10000000),
    created_at         timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE account IS 'The owner of access keys and products, with a rate limit.';
COMMENT ON COLUMN account.permits_per_second IS 'Requests a second. 0: no limit. NULL: the gateway''s setting.';
COMMENT ON COLUMN account.burst IS 'Size of the token bucket. NULL: the gateway''s setting.';

CREATE TABLE access_key (
    access_key_id text COLLATE "C" PRIMARY KEY CHECK (char_length(access_key_id) BETWEEN 1 AND 128),
    account_id    bigint      NOT NULL REFERENCES account,
    secret_sealed bytea       NOT NULL,
    enabled       boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX access_key_account ON access_key (account_id);
COMMENT ON TABLE access_key IS 'The keys that clients sign requests with.';
COMMENT ON COLUMN access_key.secret_sealed IS
    'The secret, encrypted with AES-256-GCM and bound to access_key_id. The master key is never in the database.';

-- Nodes cache access keys and accounts. Every change increments the revision, so a node that missed a notification finds the change.
CREATE TABLE access_revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    revision bigint  NOT NULL
);
INSERT INTO access_revision (revision) VALUES (0);
COMMENT ON TABLE access_revision IS
    'The number of changes of access keys and accounts. One row; its lock puts the revisions in commit order.';

CREATE TABLE access_change (
    revision      bigint NOT NULL,
    access_key_id text COLLATE "C",
    account_id    bigint
);
CREATE INDEX access_change_revision ON access_change (revision);
COMMENT ON TABLE access_change IS
    'The access keys and accounts that the last 1,000 revisions changed. A row with neither means all of them.';

CREATE FUNCTION record_access_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    current_revision bigint;
    changes          bigint := (SELECT count(*) FROM changed);
BEGIN
    IF changes = 0 THEN
        RETURN NULL;
    END IF;
    UPDATE access_revision SET revision = revision + 1 RETURNING revision INTO current_revision;
    IF changes > 1000 THEN
        INSERT INTO access_change (revision) VALUES (current_revision);
    ELSIF TG_TABLE_NAME = 'account' THEN
        INSERT INTO access_change (revision, account_id) SELECT current_revision, c.account_id FROM changed c;
    ELSE
        INSERT INTO access_change (revision, access_key_id) SELECT current_revision, c.access_key_id FROM changed c;
    END IF;
    DELETE FROM access_change WHERE revision <= current_revision - 1000;
    PERFORM pg_notify('otagate_access', current_revision::text);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION record_access_change() IS 'Increments the revision, records the changed rows, and notifies the nodes.';

CREATE TRIGGER account_updated AFTER UPDATE ON account REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER account_deleted AFTER DELETE ON account REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER access_key_inserted AFTER INSERT ON access_key REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER access_key_updated AFTER UPDATE ON access_key REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
-- Records the old id of a key whose id changes.
CREATE TRIGGER access_key_replaced AFTER UPDATE ON access_key REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER access_key_deleted AFTER DELETE ON access_key REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();

-- Unlogged, so not in backups: links and sessions are lost if PostgreSQL crashes.
CREATE UNLOGGED TABLE console_token (
    token_hash    bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    kind          text COLLATE "C" NOT NULL CHECK (kind IN ('link', 'session')),
    access_key_id text COLLATE "C" NOT NULL,
    expires_at    timestamptz      NOT NULL
);
COMMENT ON TABLE console_token IS 'Links that open the console once, and sessions of browsers; at most 1,000 of each.';
COMMENT ON COLUMN console_token.token_hash IS 'SHA-256 of the token, which is never in the database.';
COMMENT ON COLUMN console_token.access_key_id IS 'The key that the browser uses. It may be disabled or deleted since.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Products and their modules
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE product (
    product_key           text COLLATE "C" PRIMARY KEY CHECK (product_key ~ '^[A-Za-z0-9]{1,64}$'),
    account_id            bigint      NOT NULL REFERENCES account,
    name                  text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
    created_at            timestamptz NOT NULL DEFAULT now(),
    created_by_api        boolean     NOT NULL DEFAULT false,
    node_type             smallint    NOT NULL DEFAULT 0 CHECK (node_type IN (0, 1)),
    data_format           smallint    NOT NULL DEFAULT 1 CHECK (data_format IN (0, 1)),
    net_type              smallint    NOT NULL DEFAULT 3,
    auth_type             text        NOT NULL DEFAULT 'secret',
    protocol_type         text,
    aliyun_commodity_code text        NOT NULL DEFAULT 'iothub_senior',
    description           text        CHECK (char_length(description) <= 100),
    modified_at           timestamptz,
    -- For the foreign key of ota_module.
    CONSTRAINT product_owner UNIQUE (product_key, account_id)
);
COMMENT ON TABLE product IS 'A product of an account.';
COMMENT ON COLUMN product.created_by_api IS
    'Whether CreateProduct created it. Only these products have unique names in their account.';
COMMENT ON COLUMN product.modified_at IS
    'When UpdateProduct last changed the product. NULL: never. A copy does not change a product with this time.';
COMMENT ON COLUMN product.node_type IS '0: device. 1: gateway.';
COMMENT ON COLUMN product.data_format IS '0: a format of the manufacturer. 1: Alink JSON.';
COMMENT ON COLUMN product.net_type IS '3: Wi-Fi. 5: LoRa. 6: cellular. 7: Ethernet. 8: other.';

CREATE UNIQUE INDEX product_name ON product (account_id, name) WHERE created_by_api;
-- QueryProductList reads the products of an account, oldest first. It counts and skips products with this index alone.
CREATE INDEX product_age ON product (account_id, created_at, product_key) INCLUDE (aliyun_commodity_code);

CREATE TABLE ota_module (
    product_key text COLLATE "C" NOT NULL,
    slot        smallint         NOT NULL,
    account_id  bigint           NOT NULL,
    module_name text COLLATE "C" NOT NULL,
    alias_name  text,
    description text,
    created_at  timestamptz      NOT NULL DEFAULT now(),
    modified_at timestamptz      NOT NULL DEFAULT now(),
    -- At most ten modules in a product. A create reads the included columns from the index.
    CONSTRAINT ota_module_slot PRIMARY KEY (product_key, slot) INCLUDE (module_name, account_id),
    CONSTRAINT ota_module_ten_slots CHECK (slot BETWEEN 1 AND 10),
    -- The product exists, and the module has the same owner.
    CONSTRAINT ota_module_product FOREIGN KEY (product_key, account_id)
        REFERENCES product (product_key, account_id) ON UPDATE CASCADE,
    -- Not one pattern: {1,64} in a pattern takes thirty times as long.
    CONSTRAINT ota_module_name_length CHECK (char_length(module_name) BETWEEN 1 AND 64),
    CONSTRAINT ota_module_name_characters CHECK (module_name !~ '[^A-Za-z0-9._-]'),
    CONSTRAINT ota_module_name_not_reserved CHECK (lower(module_name) <> 'default'),
    CONSTRAINT ota_module_alias_length CHECK (char_length(alias_name) BETWEEN 1 AND 64),
    CONSTRAINT ota_module_description_length CHECK (char_length(description) <= 100)
);
-- A name is unique in its product, without regard to case.
CREATE UNIQUE INDEX ota_module_name ON ota_module (product_key, lower(module_name));

COMMENT ON TABLE ota_module IS 'The custom modules of a product. The built-in module "default" has no row.';
COMMENT ON COLUMN ota_module.slot IS 'A number from 1 to 10. It does not show the order of the modules.';
COMMENT ON COLUMN ota_module.account_id IS 'The owner of the product. The foreign key keeps both equal.';
COMMENT ON COLUMN ota_module.module_name IS 'The name, as spelled at its creation.';
COMMENT ON CONSTRAINT ota_module_slot ON ota_module IS 'Together with ota_module_ten_slots: at most ten modules in a product.';
COMMENT ON INDEX ota_module_name IS 'A name is unique in its product, without regard to case.';
COMMENT ON CONSTRAINT ota_module_product ON ota_module IS
    'The product exists and belongs to account_id. If the product gets another owner, so do its modules.';

-- ---------------------------------------------------------------------------------------------------------------------
-- The nonce ledger and the idempotency records
-- ---------------------------------------------------------------------------------------------------------------------
-- Both tables are partitioned by time. The number of a period (since 1970) modulo 5 is the number of its partition. rotate() empties
-- the partition of the next period before that period begins, so a row is kept for at least three periods.

CREATE TABLE nonce_ledger (
    partition_number smallint NOT NULL,
    nonce_hash       uuid     NOT NULL
) PARTITION BY LIST (partition_number);
COMMENT ON TABLE nonce_ledger IS
    'Used nonces. A period is ten minutes, so a nonce is kept for 30 minutes: a timestamp is valid 15 minutes before and after.';
COMMENT ON COLUMN nonce_ledger.nonce_hash IS 'The first 128 bits of SHA-256 of AccessKeyId, NUL and SignatureNonce.';

CREATE TABLE idempotency_record (
    partition_number smallint NOT NULL,
    idempotency_key  uuid     NOT NULL,
    request_hash     uuid     NOT NULL,
    signature_hash   uuid,
    request_id       uuid     NOT NULL,
    outcome          smallint NOT NULL,
    response_data    text
) PARTITION BY LIST (partition_number);
COMMENT ON TABLE idempotency_record IS
    'First responses to changes, for retries. A period is eight hours, so a response is kept for a day.';
COMMENT ON COLUMN idempotency_record.idempotency_key IS
    'The first 128 bits of SHA-256 of the account and its ClientToken, or the hash of the nonce.';
COMMENT ON COLUMN idempotency_record.request_hash IS
    'A hash of the operation and its parameters. The same key with another request is an error.';
COMMENT ON COLUMN idempotency_record.signature_hash IS
    'Distinguishes a resend of the same request from another request with its nonce. NULL if resends are rejected.';
COMMENT ON COLUMN idempotency_record.outcome IS 'The outcome number of the operation''s statement.';

DO $$
BEGIN
    FOR number IN 0 .. 4 LOOP
        -- A partition has one partition_number, so the index does not need it.
        EXECUTE format('CREATE TABLE nonce_ledger_%1$s PARTITION OF nonce_ledger FOR VALUES IN (%1$s)', number);
        EXECUTE format('CREATE UNIQUE INDEX nonce_ledger_%1$s_hash ON nonce_ledger_%1$s (nonce_hash)', number);
        -- Rows are never updated or deleted, and partitions are truncated. So vacuum has no work.
        EXECUTE format('ALTER TABLE nonce_ledger_%s SET (autovacuum_enabled = off)', number);
        EXECUTE format('CREATE TABLE idempotency_record_%1$s PARTITION OF idempotency_record FOR VALUES IN (%1$s)',
                       number);
        EXECUTE format('CREATE UNIQUE INDEX idempotency_record_%1$s_key ON idempotency_record_%1$s (idempotency_key)',
                       number);
    END LOOP;
END
$$;

CREATE TABLE rotation (
    table_name       text,
    partition_number smallint,
    period           bigint NOT NULL,
    PRIMARY KEY (table_name, partition_number)
);
INSERT INTO rotation
SELECT t.table_name, p.partition_number, 0
FROM (VALUES ('nonce_ledger'), ('idempotency_record')) AS t (table_name)
CROSS JOIN generate_series(0, 4) AS p (partition_number);
COMMENT ON TABLE rotation IS 'The period for which each partition was last emptied.';

CREATE FUNCTION rotate(rotated text, period_seconds bigint) RETURNS boolean
    LANGUAGE plpgsql SET lock_timeout = '40ms' AS $$
DECLARE
    seconds        bigint   := floor(extract(epoch FROM clock_timestamp()))::bigint;
    next_period    bigint   := seconds / period_seconds + 1;
    next_partition smallint := (next_period % 5)::smallint;
BEGIN
    -- Not in the first minute, because clocks differ. Not in the last minute, because statements also write to the next partition.
    IF seconds % period_seconds NOT BETWEEN 60 AND period_seconds - 60
       OR EXISTS (SELECT FROM rotation r
                  WHERE r.table_name = rotated AND r.partition_number = next_partition AND r.period >= next_period)
       OR NOT pg_try_advisory_xact_lock(hashtext('otagate.rotate.' || rotated)) THEN
        RETURN false;
    END IF;
    EXECUTE format('TRUNCATE %I', rotated || '_' || next_partition);
    UPDATE rotation r SET period = next_period WHERE r.table_name = rotated AND r.partition_number = next_partition;
    RETURN true;
EXCEPTION
    -- Batches must not wait for this lock. The next call tries again.
    WHEN lock_not_available THEN
        RETURN false;
END
$$;
COMMENT ON FUNCTION rotate(text, bigint) IS
    'Empties the partition of the next period, once a period. Returns true if this call did. Nodes call it every few seconds.';

CREATE FUNCTION rotate_nonce_ledger() RETURNS boolean LANGUAGE sql AS $$ SELECT rotate('nonce_ledger', 600) $$;
CREATE FUNCTION rotate_idempotency_records() RETURNS boolean LANGUAGE sql
    AS $$ SELECT rotate('idempotency_record', 28800) $$;

CREATE FUNCTION retry_statement() RETURNS smallint LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'conflict with a concurrent change' USING ERRCODE = 'serialization_failure';
END
$$;
COMMENT ON FUNCTION retry_statement() IS 'Fails a statement that has a conflict. The gateway runs it again.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Nodes
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE write_probe (filler text NOT NULL) WITH (autovacuum_enabled = off);
ALTER TABLE write_probe ALTER COLUMN filler SET STORAGE PLAIN;
COMMENT ON TABLE write_probe IS 'Tests writes: its rows need new blocks, which a full disk does not have.';

CREATE FUNCTION probe_writes() RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET lock_timeout = '1s' AS $$
BEGIN
    TRUNCATE write_probe;
    INSERT INTO write_probe SELECT repeat('x', 8000) FROM generate_series(1, 16);
END
$$;
COMMENT ON FUNCTION probe_writes() IS 'Fails if the database cannot write. Nodes call it only after a write has failed.';

-- Unlogged: after a crash or a failover of the database, the nodes insert their rows again.
CREATE UNLOGGED TABLE node (
    node_id    uuid        PRIMARY KEY,
    name       text        NOT NULL,
    version    text        NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at    timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE node IS 'The gateway nodes that share this database.';
COMMENT ON COLUMN node.seen_at IS 'The time of the last heartbeat.';

CREATE UNLOGGED TABLE hot_account (
    account_id         bigint      PRIMARY KEY,
    permits_per_second integer     NOT NULL,
    burst              integer     NOT NULL,
    tokens             float8      NOT NULL,
    refilled_at        timestamptz NOT NULL,
    hot_at             timestamptz NOT NULL,
    asked_at           timestamptz NOT NULL,
    wanted             integer     NOT NULL,
    handed_over        float8      NOT NULL,
    granted            integer     NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE hot_account IS
    'Shared token buckets, for accounts that need more than a node''s part of their rate limit. Nodes lease permits from them.';
COMMENT ON COLUMN hot_account.hot_at IS 'When the account got this bucket.';
COMMENT ON COLUMN hot_account.asked_at IS 'When a node last asked for permits.';
COMMENT ON COLUMN hot_account.wanted IS 'Permits that the last lease asked for.';
COMMENT ON COLUMN hot_account.handed_over IS 'Permits that a node returned to the bucket with the last lease.';
COMMENT ON COLUMN hot_account.granted IS 'Permits that the last lease got.';

CREATE FUNCTION refilled(
    tokens float8, since timestamptz, until timestamptz, permits_per_second integer, burst integer) RETURNS float8
    LANGUAGE sql IMMUTABLE
    RETURN least(burst, tokens + permits_per_second * greatest(0, extract(epoch FROM until - since)::float8));
COMMENT ON FUNCTION refilled(float8, timestamptz, timestamptz, integer, integer) IS
    'The tokens of a bucket at a later time.';
