-- The same as create-ota-module-optimistic.sql for a batch that names no product twice: each takes its product's lowest free slot.
-- include look-up-modules.sql,
placed AS MATERIALIZED (
    SELECT l.ord, l.nonce_hash, l.noted, l.fresh, l.account_id, l.known, l.used, l.taken,
           l.product_key, l.module_name, l.alias_name, l.description,
           CASE WHEN l.claims THEN strpos(l.used::bit(10)::text, '0') END AS slot
    FROM looked_up l
),
-- include insert-modules.sql
