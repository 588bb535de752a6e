-- Creates the modules of a batch; no row fails another. Of a product it creates one: where a row meets another statement, none
-- may be left that stands in a higher slot (docs/decisions/0012-one-index.md).
-- Outcomes: 0 created, 1 nonce used, 2 ask again (met another change of the product), 3 no such product, 4 name taken, 5 product full.
-- include find-products.sql,
-- include place-modules.sql,
created AS (
    INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description)
    SELECT p.product_key, p.slot, p.account_id, p.module_name, p.alias_name, p.description
    FROM placed p
    WHERE p.slot IS NOT NULL AND p.place = 1 AND NOT EXISTS (SELECT FROM product_gate FOR KEY SHARE)
    ORDER BY p.product_key, p.slot
    ON CONFLICT DO NOTHING
    RETURNING product_key, slot
),
decided AS (
    SELECT p.ord,
           (CASE
                WHEN NOT p.fresh THEN 1
                WHEN p.known IS NULL THEN 3
                WHEN p.taken THEN 4
                WHEN p.used = 2046 THEN 5
                WHEN c.slot IS NULL THEN 2
                ELSE 0
            END)::smallint AS outcome,
           NULL AS data
    FROM placed p
    LEFT JOIN created c ON c.product_key = p.product_key AND c.slot = p.slot
)
