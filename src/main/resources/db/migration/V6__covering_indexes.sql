-- A create looks up its product and the product's modules. With what it needs in the indexes, it reads no row of either table
-- that vacuum has seen since it was written: one page for each look-up less, and those pages are spread over the whole table.
ALTER TABLE product
    DROP CONSTRAINT product_pkey,
    ADD CONSTRAINT product_pkey PRIMARY KEY (product_key) INCLUDE (account_id);

DROP INDEX ota_module_name;
CREATE UNIQUE INDEX ota_module_name ON ota_module (product_key, lower(module_name)) INCLUDE (slot, module_name);
