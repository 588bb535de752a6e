-- Creates the modules of a batch where it meets no other statement, and fails as a whole with a unique violation where it does.
-- Outcomes as in create-ota-module.sql.
-- include look-up-modules.sql,
-- The names that are new to a product take its lowest free slots, none left out between them.
placed AS MATERIALIZED (
    SELECT n.ord, n.nonce_hash, n.noted, n.fresh, n.account_id, n.known, n.used, n.taken,
           n.product_key, n.module_name, n.alias_name, n.description,
           CASE WHEN n.claims AND n.first_of_name THEN (
               SELECT free.slot
               FROM generate_series(1, 10) AS free (slot)
               WHERE n.used & (1 << (10 - free.slot)) = 0
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
-- include insert-modules.sql
