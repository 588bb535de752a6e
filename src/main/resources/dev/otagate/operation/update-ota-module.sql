-- Changes alias and description of the modules of a batch; what is NULL keeps its value.
-- Outcomes: 0 changed, 1 nonce used, 2 ask again (met another change of the module), 3 no such product, 4 no such module.
-- include find-products.sql,
-- include find-modules.sql,
locked AS MATERIALIZED (
    SELECT m.product_key, m.slot, s.alias_name, s.description
    FROM (SELECT * FROM standing WHERE slot IS NOT NULL AND first_of_module ORDER BY product_key, slot OFFSET 0) s
    CROSS JOIN LATERAL (
        SELECT m.product_key, m.slot
        FROM ota_module m
        WHERE m.product_key = s.product_key AND m.slot = s.slot AND lower(m.module_name) = lower(s.module_name)
        FOR NO KEY UPDATE
    ) m
),
changed AS (
    UPDATE ota_module m
    SET alias_name = coalesce(l.alias_name, m.alias_name),
        description = coalesce(l.description, m.description),
        modified_at = now()
    FROM locked l
    WHERE m.product_key = l.product_key AND m.slot = l.slot
    RETURNING m.product_key, m.slot
),
decided AS (
    SELECT s.ord,
           (CASE
                WHEN NOT s.fresh THEN 1
                WHEN s.known IS NULL THEN 3
                WHEN s.slot IS NULL THEN 4
                WHEN c.slot IS NULL OR NOT s.first_of_module THEN 2
                ELSE 0
            END)::smallint AS outcome,
           NULL AS data
    FROM standing s
    LEFT JOIN changed c ON c.product_key = s.product_key AND c.slot = s.slot
)
