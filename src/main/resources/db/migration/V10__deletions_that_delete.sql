-- Only a deletion that removes modules excludes creates: one that is refused holds nobody up. It takes the lock after it has
-- marked the rows, and holds it for little more than its commit; before that commit nobody sees a slot freed.
-- The trigger fires whatever session_replication_role is; what logical replication applies fires no trigger of statements, so
-- modules are written on one server alone. A deletion that waits for longer than 200 ms fails.
DROP TRIGGER deletion_excludes_creates ON ota_module;

CREATE OR REPLACE FUNCTION exclude_creates() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET lock_timeout = '200ms' AS $$
BEGIN
    IF EXISTS (SELECT FROM gone) THEN
        LOCK TABLE product_gate IN EXCLUSIVE MODE;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER deletion_excludes_creates AFTER DELETE ON ota_module
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION exclude_creates();
ALTER TABLE ota_module ENABLE ALWAYS TRIGGER deletion_excludes_creates;
