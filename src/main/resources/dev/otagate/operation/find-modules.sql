-- Finds the module that each request names, by product_key and module_name; part of statements that change modules.
standing AS MATERIALIZED (
    SELECT r.*, f.fresh, p.known, m.slot,
           row_number() OVER (PARTITION BY r.product_key, m.slot, f.fresh ORDER BY r.ord) = 1 AS first_of_module
    FROM request r
    CROSS JOIN LATERAL (
        SELECT r.noted OR r.nonce_hash IN (SELECT nonce_hash FROM fresh) AS fresh OFFSET 0
    ) f
    LEFT JOIN LATERAL (
        SELECT true AS known
        FROM product p
        WHERE f.fresh AND p.product_key = r.product_key AND p.account_id = r.account_id
        LIMIT 1
    ) p ON true
    LEFT JOIN LATERAL (
        SELECT m.slot
        FROM ota_module m
        WHERE p.known AND m.product_key = r.product_key AND lower(m.module_name) = lower(r.module_name)
        LIMIT 1
    ) m ON true
),
