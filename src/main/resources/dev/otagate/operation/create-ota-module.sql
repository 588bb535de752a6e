-- Creates the modules of a batch and says for each request what became of it; one transaction, no row fails another.
-- $1 nonce hashes, $2 "nonce is already noted" flags, $3 accounts, $4 product keys, $5 names, $6 aliases, $7 descriptions.
-- Answers with one array, in the order of the requests:
-- 0 created, 1 nonce used, 2 no such product, 3 name taken, 4 product full, 5 ask again (met a concurrent change).
WITH request AS MATERIALIZED (
    SELECT *
    FROM unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
        WITH ORDINALITY AS r (nonce_hash, noted, account_id, product_key, module_name, alias_name, description, ord)
),
-- include admit-requests.sql,
standing AS (
    SELECT r.*, m.used, m.named OR lower(r.module_name) = 'default' AS taken
    FROM admitted r
    CROSS JOIN LATERAL (
        SELECT coalesce(bit_or(1 << m.slot), 0)                                AS used,
               coalesce(bool_or(lower(m.module_name) = lower(r.module_name)), false) AS named
        FROM ota_module m
        WHERE r.known AND m.product_key = r.product_key
    ) m
),
-- 2046 has the bits 1 to 10 set: no slot is free.
named AS (
    SELECT s.*,
           s.known AND NOT s.taken AND s.used <> 2046
               AND row_number() OVER (PARTITION BY s.product_key, lower(s.module_name), s.known ORDER BY s.ord) = 1
               AS claims
    FROM standing s
),
ranked AS (
    SELECT n.*, row_number() OVER (PARTITION BY n.product_key, n.claims ORDER BY n.ord) AS place
    FROM named n
),
placed AS MATERIALIZED (
    SELECT r.*,
           CASE WHEN r.claims THEN (
               SELECT free.slot
               FROM generate_series(1, 10) AS free (slot)
               WHERE r.used & (1 << free.slot) = 0
               OFFSET r.place - 1
               LIMIT 1
           ) END AS slot
    FROM ranked r
),
created AS (
    INSERT INTO ota_module (product_key, slot, module_name, alias_name, description)
    SELECT p.product_key, p.slot, p.module_name, p.alias_name, p.description
    FROM placed p
    WHERE p.slot IS NOT NULL
    ORDER BY p.product_key, p.slot
    ON CONFLICT DO NOTHING
    RETURNING product_key, slot
)
SELECT array_agg((CASE
                      WHEN NOT p.fresh THEN 1
                      WHEN p.known IS NULL THEN 2
                      WHEN p.taken THEN 3
                      WHEN p.used = 2046 THEN 4
                      WHEN c.slot IS NULL THEN 5
                      ELSE 0
                  END)::smallint ORDER BY p.ord) AS outcomes
FROM placed p
LEFT JOIN created c ON c.product_key = p.product_key AND c.slot = p.slot
