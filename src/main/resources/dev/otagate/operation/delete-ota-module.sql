-- Deletes the modules of a batch, which frees their slots.
-- Outcomes: 0 deleted, 1 nonce used, 2 ask again (met another change of the module), 3 no such product, 4 no such module,
-- 5 the built-in module.
-- include find-products.sql,
-- include find-modules.sql,
locked AS MATERIALIZED (
    SELECT m.product_key, m.slot
    FROM (SELECT * FROM standing WHERE slot IS NOT NULL AND first_of_module ORDER BY product_key, slot OFFSET 0) s
    CROSS JOIN LATERAL (
        SELECT m.product_key, m.slot
        FROM ota_module m
        WHERE m.product_key = s.product_key AND m.slot = s.slot AND lower(m.module_name) = lower(s.module_name)
        FOR UPDATE
    ) m
),
deleted AS (
    DELETE FROM ota_module m
    USING locked l
    WHERE m.product_key = l.product_key AND m.slot = l.slot
    RETURNING m.product_key, m.slot
),
decided AS (
    SELECT s.ord,
           (CASE
                WHEN NOT s.fresh THEN 1
                WHEN s.known IS NULL THEN 3
                WHEN lower(s.module_name) = 'default' THEN 5
                WHEN s.slot IS NULL THEN 4
                WHEN d.slot IS NULL OR NOT s.first_of_module THEN 2
                ELSE 0
            END)::smallint AS outcome,
           NULL AS data
    FROM standing s
    LEFT JOIN deleted d ON d.product_key = s.product_key AND d.slot = s.slot
)
