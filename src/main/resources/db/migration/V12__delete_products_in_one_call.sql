-- Deletes a product without modules, and returns whether it did. Lock and deletion are one call from the client, so that a node which
-- is frozen or isolated cannot hold the gate: the transaction ends with the client's one statement. Each statement of the function
-- takes a snapshot of its own, so the second one sees the modules of all creates that the first one waited for.
CREATE FUNCTION delete_product_without_modules(deleted_key text, owner bigint) RETURNS boolean LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM close_product_gate();
    DELETE FROM product p
    WHERE p.product_key = deleted_key COLLATE "C" AND p.account_id = owner
      AND NOT EXISTS (SELECT FROM ota_module m WHERE m.product_key = deleted_key COLLATE "C");
    RETURN FOUND;
END
$$;
