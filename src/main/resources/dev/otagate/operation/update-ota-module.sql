-- Changes alias and description of the modules of a batch; a NULL keeps the value. Rows that name the same module take effect
-- in their order, as one change.
-- Outcomes: 0 changed, 1 nonce used, 2 retry (conflict with another change of the module), 3 no such product, 4 no such module.
-- include find-products.sql,
-- include find-modules.sql,
change AS (
    SELECT f.product_key, f.slot, f.account_id, min(lower(f.module_name)) AS name_key,
           (array_agg(f.alias_name ORDER BY f.ord DESC) FILTER (WHERE f.alias_name IS NOT NULL))[1]   AS alias_name,
           (array_agg(f.description ORDER BY f.ord DESC) FILTER (WHERE f.description IS NOT NULL))[1] AS description
    FROM found f
    WHERE f.slot IS NOT NULL
    GROUP BY f.product_key, f.slot, f.account_id
),
-- Rows are locked in the order of the key, so that two batches do not deadlock. The row may have changed: it is checked again.
locked AS MATERIALIZED (
    SELECT m.product_key, m.slot, c.alias_name, c.description
    FROM (SELECT * FROM change ORDER BY product_key, slot OFFSET 0) c
    CROSS JOIN LATERAL (
        SELECT m.product_key, m.slot
        FROM ota_module m
        WHERE m.product_key = c.product_key AND m.slot = c.slot AND m.account_id = c.account_id
          AND lower(m.module_name) = c.name_key
        FOR NO KEY UPDATE
    ) m
),
-- The condition on an array lets the scan read the batch's products only, and not the whole table for the join.
changed AS (
    UPDATE ota_module m
    SET alias_name = coalesce(l.alias_name, m.alias_name),
        description = coalesce(l.description, m.description),
        modified_at = now()
    FROM locked l
    WHERE m.product_key = ANY (ARRAY(SELECT product_key FROM locked))
      AND m.product_key = l.product_key AND m.slot = l.slot
    RETURNING m.product_key, m.slot
),
decided AS (
    SELECT f.ord,
           (CASE
                WHEN NOT f.fresh THEN 1
                WHEN f.known IS NULL THEN 3
                WHEN f.slot IS NULL THEN 4
                WHEN c.slot IS NULL THEN 2
                ELSE 0
            END)::smallint AS outcome,
           NULL AS data
    FROM found f
    LEFT JOIN changed c ON c.product_key = f.product_key AND c.slot = f.slot
)
