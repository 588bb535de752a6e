-- Each module's row and index entry tell whose the product is, so that a create in a product that has modules looks at one index
-- instead of two: docs/decisions/0014-owner-of-modules.md. A module from before, or written by hand, tells nothing.
ALTER TABLE ota_module ADD COLUMN account_id bigint;
ALTER TABLE ota_module
    DROP CONSTRAINT ota_module_slot,
    ADD CONSTRAINT ota_module_slot PRIMARY KEY (product_key, slot) INCLUDE (module_name, account_id);

-- Excludes creates until the commit of whoever calls it. The statements after it have to see the modules of the creates that it
-- waited for, which a snapshot of the whole transaction would not show.
CREATE FUNCTION close_product_gate() RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET lock_timeout = '200ms' AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'products change at the isolation level read committed'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    LOCK TABLE product_gate IN EXCLUSIVE MODE;
END
$$;

-- A product that gets another owner takes its modules along.
CREATE FUNCTION hand_over_modules() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM close_product_gate();
    UPDATE ota_module SET account_id = NEW.account_id WHERE product_key = NEW.product_key;
    RETURN NULL;
END
$$;

CREATE TRIGGER product_takes_modules_along AFTER UPDATE OF account_id ON product
    FOR EACH ROW WHEN (OLD.account_id <> NEW.account_id) EXECUTE FUNCTION hand_over_modules();
ALTER TABLE product ENABLE ALWAYS TRIGGER product_takes_modules_along;

-- A product that has modules keeps its key and is not deleted, not by hand either: they would go on telling whose it was.
CREATE FUNCTION keep_inhabited_products() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM close_product_gate();
    IF EXISTS (SELECT FROM ota_module m WHERE m.product_key = OLD.product_key) THEN
        RAISE EXCEPTION 'product % has modules', OLD.product_key USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER inhabited_product_stays BEFORE DELETE ON product
    FOR EACH ROW EXECUTE FUNCTION keep_inhabited_products();
CREATE TRIGGER inhabited_product_keeps_its_key BEFORE UPDATE OF product_key ON product
    FOR EACH ROW WHEN (OLD.product_key <> NEW.product_key) EXECUTE FUNCTION keep_inhabited_products();
ALTER TABLE product ENABLE ALWAYS TRIGGER inhabited_product_stays;
ALTER TABLE product ENABLE ALWAYS TRIGGER inhabited_product_keeps_its_key;
