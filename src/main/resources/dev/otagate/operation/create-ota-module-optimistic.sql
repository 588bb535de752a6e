-- Creates the modules of a batch where it meets no other statement, and fails as a whole with a unique violation where it does.
-- What becomes of each request is decided by look-ups alone, so that nothing depends on a row that was inserted.
-- Outcomes as in create-ota-module.sql.
-- include ledger-clock.sql,
looked_up AS (
    SELECT r.*, f.fresh, p.known, m.used, m.taken,
           p.known AND NOT m.taken AND m.used <> 2046 AS claims
    FROM (SELECT *, lower(module_name) AS name_key FROM request) r
    CROSS JOIN clock
    CROSS JOIN LATERAL (
        SELECT r.noted OR (
            SELECT true
            FROM nonce_ledger l
            WHERE l.nonce_hash = r.nonce_hash
              AND l.ring IN (clock.ring_before, clock.ring_two_before, clock.ring_three_before)
            LIMIT 1
        ) IS NULL AS fresh OFFSET 0
    ) f
    LEFT JOIN LATERAL (
        SELECT true AS known
        FROM product p
        WHERE f.fresh AND p.product_key = r.product_key AND p.account_id = r.account_id
        LIMIT 1
    ) p ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(bit_or(1 << m.slot), 0) AS used,
               coalesce(bool_or(lower(m.module_name) = r.name_key), false) OR r.name_key = 'default' AS taken
        FROM ota_module m
        WHERE p.known AND m.product_key = r.product_key
    ) m
),
-- The names that are new to a product take its lowest free slots, none left out between them; 2046 has the bits 1 to 10 set.
placed AS MATERIALIZED (
    SELECT n.*,
           CASE WHEN n.claims AND n.first_of_name THEN (
               SELECT free.slot
               FROM generate_series(1, 10) AS free (slot)
               WHERE n.used & (1 << free.slot) = 0
               OFFSET n.place - 1
               LIMIT 1
           ) END AS slot
    FROM (
        SELECT l.*,
               dense_rank() OVER names AS place,
               lag(l.name_key) OVER names IS DISTINCT FROM l.name_key AS first_of_name
        FROM looked_up l
        WINDOW names AS (PARTITION BY l.product_key, l.claims ORDER BY l.name_key)
    ) n
),
-- PostgreSQL executes what nobody reads after the outcomes, and the last of it first: nonces before modules, as in all statements.
-- That only makes deadlocks rare; the store tries again where there is one.
created AS (
    INSERT INTO ota_module (product_key, slot, module_name, alias_name, description)
    SELECT p.product_key, p.slot, p.module_name, p.alias_name, p.description
    FROM placed p
    WHERE p.slot IS NOT NULL AND NOT EXISTS (SELECT FROM product_gate FOR KEY SHARE)
    ORDER BY p.product_key, p.slot
),
noted_ahead AS (
    INSERT INTO nonce_ledger (ring, nonce_hash)
    SELECT clock.next_ring, p.nonce_hash
    FROM placed p, clock
    WHERE clock.closing AND p.fresh AND NOT p.noted
    ORDER BY p.nonce_hash
),
noted AS (
    INSERT INTO nonce_ledger (ring, nonce_hash)
    SELECT clock.ring, p.nonce_hash
    FROM placed p, clock
    WHERE p.fresh AND NOT p.noted
    ORDER BY p.nonce_hash
),
decided AS (
    SELECT p.ord,
           (CASE
                WHEN NOT p.fresh THEN 1
                WHEN p.known IS NULL THEN 3
                WHEN p.taken THEN 4
                WHEN p.used = 2046 THEN 5
                WHEN p.slot IS NULL THEN 2
                ELSE 0
            END)::smallint AS outcome
    FROM placed p
)
