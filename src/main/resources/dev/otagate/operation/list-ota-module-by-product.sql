-- Lists the modules of each product of a batch, oldest first; modules of one batch are as old as each other, and go by slot.
-- $1 nonce hashes, $2 "nonce is already noted" flags, $3 accounts, $4 product keys.
-- Answers with at least one row a request: its number, the outcome (0 listed, 1 nonce used, 2 no such product), a module.
WITH request AS MATERIALIZED (
    SELECT *
    FROM unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::text[])
        WITH ORDINALITY AS r (nonce_hash, noted, account_id, product_key, ord)
),
-- include admit-requests.sql
SELECT s.ord,
       (CASE WHEN NOT s.fresh THEN 1 WHEN s.known IS NULL THEN 2 ELSE 0 END)::smallint AS outcome,
       s.product_key, m.module_name, m.alias_name, m.description, m.created_at, m.modified_at
FROM admitted s
LEFT JOIN LATERAL (
    SELECT m.slot, m.module_name, m.alias_name, m.description, m.created_at, m.modified_at
    FROM ota_module m
    WHERE s.known AND m.product_key = s.product_key
    OFFSET 0
) m ON true
ORDER BY s.ord, m.created_at, m.slot
