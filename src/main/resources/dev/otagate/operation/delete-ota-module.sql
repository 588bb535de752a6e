-- Deletes the modules of a batch, which frees their slots.
-- $1 nonce hashes, $2 "nonce is already noted" flags, $3 accounts, $4 product keys, $5 names.
-- Answers with one array, in the order of the requests:
-- 0 deleted, 1 nonce used, 2 no such product, 3 no such module, 4 ask again (met another change of the module),
-- 5 the built-in module.
WITH request AS MATERIALIZED (
    SELECT *
    FROM unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::text[], $5::text[])
        WITH ORDINALITY AS r (nonce_hash, noted, account_id, product_key, module_name, ord)
),
-- include admit-requests.sql,
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
)
SELECT array_agg((CASE
                      WHEN NOT s.fresh THEN 1
                      WHEN s.known IS NULL THEN 2
                      WHEN lower(s.module_name) = 'default' THEN 5
                      WHEN s.slot IS NULL THEN 3
                      WHEN d.slot IS NULL OR NOT s.first_of_module THEN 4
                      ELSE 0
                  END)::smallint ORDER BY s.ord) AS outcomes
FROM standing s
LEFT JOIN deleted d ON d.product_key = s.product_key AND d.slot = s.slot
