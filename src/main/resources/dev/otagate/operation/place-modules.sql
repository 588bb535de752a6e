-- Gives the rows of "owned" as "placed": taken, where the name is; the slot that the module may have, NULL where it can have
-- none. Of several rows with one name the first has a slot.
standing AS (
    SELECT r.*, m.used, m.named OR lower(r.module_name) = 'default' AS taken
    FROM owned r
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
)
