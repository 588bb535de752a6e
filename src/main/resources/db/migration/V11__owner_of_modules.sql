-- Each module's row and index entry tell whose the product is, so that a create in a product that has modules looks at one index
-- instead of two. A module that is from before, or was written by hand, tells nothing; the product is looked up then.
ALTER TABLE ota_module ADD COLUMN account_id bigint;
ALTER TABLE ota_module
    DROP CONSTRAINT ota_module_slot,
    ADD CONSTRAINT ota_module_slot PRIMARY KEY (product_key, slot) INCLUDE (module_name, account_id);

-- A product that gets another owner takes its modules along. Creates are excluded meanwhile, as by a deletion of modules.
CREATE FUNCTION hand_over_modules() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET lock_timeout = '200ms' AS $$
BEGIN
    LOCK TABLE product_gate IN EXCLUSIVE MODE;
    UPDATE ota_module SET account_id = NEW.account_id WHERE product_key = NEW.product_key;
    RETURN NULL;
END
$$;

CREATE TRIGGER product_takes_modules_along AFTER UPDATE OF account_id ON product
    FOR EACH ROW WHEN (OLD.account_id <> NEW.account_id) EXECUTE FUNCTION hand_over_modules();
ALTER TABLE product ENABLE ALWAYS TRIGGER product_takes_modules_along;

-- A product that has modules is not deleted, not by hand either: they would go on telling whose it was.
CREATE FUNCTION keep_inhabited_products() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET lock_timeout = '200ms' AS $$
BEGIN
    LOCK TABLE product_gate IN EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM ota_module m WHERE m.product_key = OLD.product_key) THEN
        RAISE EXCEPTION 'product % has modules', OLD.product_key USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER inhabited_product_stays BEFORE DELETE ON product
    FOR EACH ROW EXECUTE FUNCTION keep_inhabited_products();
ALTER TABLE product ENABLE ALWAYS TRIGGER inhabited_product_stays;
