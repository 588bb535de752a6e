-- Modules have one index. A create finds the product's modules, their slots and their names in the page into which it then
-- inserts; a second index would double the pages that creates all over the products touch, and they would fall out of memory.
-- The slot's key keeps names apart, too: docs/decisions/0012-one-index.md has how, and what every statement must keep to.
DROP INDEX ota_module_name;
ALTER TABLE ota_module
    DROP CONSTRAINT ota_module_slot,
    ADD CONSTRAINT ota_module_slot PRIMARY KEY (product_key, slot) INCLUDE (module_name);

-- Whoever deletes modules excludes the creates of all nodes until its commit: while creates run, the modules of a product only
-- become more. Gives up after 200 ms rather than hold up the creates that queue behind it; the store tries again.
CREATE FUNCTION exclude_creates() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '200ms' AS $$
BEGIN
    LOCK TABLE product_gate IN EXCLUSIVE MODE;
    RETURN NULL;
END
$$;

CREATE TRIGGER deletion_excludes_creates BEFORE DELETE ON ota_module
    FOR EACH STATEMENT EXECUTE FUNCTION exclude_creates();
