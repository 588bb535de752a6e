-- Gives each request as "looked_up": whether its nonce is fresh, whether the product is the caller's, which slots of it are used,
-- whether the name is taken, and whether it claims a slot. A module tells whose its product is; only where there is none, or none
-- that tells, the product is looked up. Bit 10 - n of "used" stands for slot n (in place-modules.sql it is bit n), so that as text
-- the first of ten digits is slot 1; 1023 is a product whose ten slots are all used.
-- include ledger-clock.sql,
looked_up AS (
    SELECT o.*, o.known AND NOT o.taken AND o.used <> 1023 AS claims
    FROM (
        SELECT r.*, m.used, m.taken,
               coalesce(m.account_id, (
                   SELECT p.account_id FROM product p WHERE r.fresh AND p.product_key = r.product_key
               )) = r.account_id AS known
        FROM (
            SELECT *, lower(module_name) AS name_key,
                   noted OR (
                       SELECT true
                       FROM nonce_ledger l
                       WHERE l.nonce_hash = request.nonce_hash
                         AND l.ring IN ((SELECT ring_before FROM clock), (SELECT ring_two_before FROM clock),
                                        (SELECT ring_three_before FROM clock))
                       LIMIT 1
                   ) IS NULL AS fresh
            FROM request
            OFFSET 0
        ) r
        CROSS JOIN LATERAL (
            SELECT coalesce(bit_or(1 << (10 - m.slot)), 0) AS used,
                   coalesce(bool_or(lower(m.module_name) = r.name_key), false) OR r.name_key = 'default' AS taken,
                   max(m.account_id) AS account_id
            FROM ota_module m
            WHERE r.fresh AND m.product_key = r.product_key
        ) m
        OFFSET 0
    ) o
)
