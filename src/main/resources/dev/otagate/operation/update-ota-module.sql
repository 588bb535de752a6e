-- Changes alias and description of the modules of a batch; what is NULL keeps its value.
-- $1 nonce hashes, $2 "nonce is already noted" flags, $3 accounts, $4 product keys, $5 names, $6 aliases, $7 descriptions.
-- Answers with one array, in the order of the requests:
-- 0 changed, 1 nonce used, 2 no such product, 3 no such module, 4 ask again (met another change of the module).
WITH request AS MATERIALIZED (
    SELECT *
    FROM unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
        WITH ORDINALITY AS r (nonce_hash, noted, account_id, product_key, module_name, alias_name, description, ord)
),
-- include admit-requests.sql,
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
)
SELECT array_agg((CASE
                      WHEN NOT s.fresh THEN 1
                      WHEN s.known IS NULL THEN 2
                      WHEN s.slot IS NULL THEN 3
                      WHEN c.slot IS NULL OR NOT s.first_of_module THEN 4
                      ELSE 0
                  END)::smallint ORDER BY s.ord) AS outcomes
FROM standing s
LEFT JOIN changed c ON c.product_key = s.product_key AND c.slot = s.slot
