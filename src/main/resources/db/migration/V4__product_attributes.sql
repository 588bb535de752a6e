-- What CreateProduct and QueryProduct know of a product. net_type is the number that QueryProduct tells.
-- A product that the API made has a name of its own in its account; names given on the command line are labels.
ALTER TABLE product
    ADD COLUMN api_made              boolean  NOT NULL DEFAULT false,
    ADD COLUMN node_type             smallint NOT NULL DEFAULT 0 CHECK (node_type IN (0, 1)),
    ADD COLUMN data_format           smallint NOT NULL DEFAULT 1 CHECK (data_format IN (0, 1)),
    ADD COLUMN net_type              smallint NOT NULL DEFAULT 3,
    ADD COLUMN auth_type             text     NOT NULL DEFAULT 'secret',
    ADD COLUMN protocol_type         text,
    ADD COLUMN aliyun_commodity_code text     NOT NULL DEFAULT 'iothub_senior',
    ADD COLUMN description           text     CHECK (char_length(description) <= 100);

CREATE UNIQUE INDEX product_name ON product (account_id, name) WHERE api_made;

-- QueryProductList goes through an account's products oldest first, so that a page stays what it was when products come.
CREATE INDEX product_age ON product (account_id, created_at, product_key);
DROP INDEX product_account;

-- Always empty. A statement that creates modules locks "its rows", and so holds a ROW SHARE lock on the table from before
-- its snapshot is taken until it is committed; DeleteProduct takes an EXCLUSIVE lock, and then sees every module there is.
-- Readers and backups take weaker locks and are in nobody's way.
CREATE TABLE product_gate (closed boolean NOT NULL CHECK (NOT closed));
