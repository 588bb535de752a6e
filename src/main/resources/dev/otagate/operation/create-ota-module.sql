-- Creates the modules of a batch: the fallback, and the form that stores responses. A row that conflicts with another change is retried.
-- Outcomes: 0 created, 1 nonce used, 2 retry, 3 no such product, 4 name taken, 5 product full.
candidate AS (SELECT * FROM admitted),
-- include place-modules.sql,
created AS (
    INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description)
    SELECT p.product_key, p.slot, p.account_id, p.module_name, p.alias_name, p.description
    FROM placed p
    WHERE p.slot IS NOT NULL
    ORDER BY p.product_key, p.slot
    ON CONFLICT DO NOTHING
    RETURNING product_key, slot
),
decided AS (
    SELECT p.ord,
           (CASE WHEN NOT p.fresh THEN 1 WHEN p.outcome = 0 AND c.slot IS NULL THEN 2 ELSE p.outcome END)::smallint
               AS outcome,
           NULL AS data
    FROM placed p
    LEFT JOIN created c ON c.product_key = p.product_key AND c.slot = p.slot
)
