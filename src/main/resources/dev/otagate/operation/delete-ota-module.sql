-- Deletes the modules of a batch, which frees their slots. The first row that names a module deletes it; for later ones it is gone.
-- Outcomes: 0 deleted, 1 nonce used, 2 retry (conflict with another change of the module), 3 no such product, 4 no such module,
-- 5 the built-in module.
-- include find-products.sql,
-- include find-modules.sql,
-- Rows are locked in the order of the key, so that two batches do not deadlock. The row may have changed: it is checked again.
locked AS MATERIALIZED (
    SELECT m.product_key, m.slot
    FROM (SELECT * FROM found WHERE slot IS NOT NULL AND first_of_module ORDER BY product_key, slot OFFSET 0) f
    CROSS JOIN LATERAL (
        SELECT m.product_key, m.slot
        FROM ota_module m
        WHERE m.product_key = f.product_key AND m.slot = f.slot AND m.account_id = f.account_id
          AND lower(m.module_name) = lower(f.module_name)
        FOR UPDATE
    ) m
),
-- The condition on an array lets the scan read the batch's products only, and not the whole table for the join.
deleted AS (
    DELETE FROM ota_module m
    USING locked l
    WHERE m.product_key = ANY (ARRAY(SELECT product_key FROM locked))
      AND m.product_key = l.product_key AND m.slot = l.slot
    RETURNING m.product_key, m.slot
),
decided AS (
    SELECT f.ord,
           (CASE
                WHEN NOT f.fresh THEN 1
                WHEN f.known IS NULL THEN 3
                WHEN lower(f.module_name) = 'default' THEN 5
                WHEN f.slot IS NULL THEN 4
                WHEN d.slot IS NULL THEN 2
                WHEN f.first_of_module THEN 0
                ELSE 4
            END)::smallint AS outcome,
           NULL AS data
    FROM found f
    LEFT JOIN deleted d ON d.product_key = f.product_key AND d.slot = f.slot
)
