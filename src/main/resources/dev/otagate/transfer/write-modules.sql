-- Creates or changes modules of products of the account $1. $2 to $7 are arrays with an element for each module; a product has a name
-- once. With $8, a module that was modified later than the given one stays. The epoch as a time of modification means that it is unknown.
-- Returns an array: 0 created, 1 changed, 2 equal already, 3 stays, 5 its name has another spelling there, 6 the product is full,
-- A conflict with a concurrent change fails the statement.
--   free     the product's free slots in ascending order, a digit each: 0 is slot 1
WITH given AS MATERIALIZED (
    SELECT r.*, lower(r.module_name COLLATE "C") AS name_key
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[])
        WITH ORDINALITY AS r (product_key, module_name, alias_name, description, created_at, modified_at, ord)
),
present AS MATERIALIZED (
    SELECT m.*, lower(m.module_name) AS name_key
    FROM ota_module m
    WHERE m.product_key = ANY (ARRAY(SELECT DISTINCT g.product_key FROM given g))
),
free AS (
    SELECT p.product_key, translate('0123456789', string_agg((p.slot - 1)::text, ''), '') AS slots
    FROM present p
    GROUP BY p.product_key
),
matched AS (
    SELECT g.*, p.slot AS present_slot, coalesce(f.slots, '0123456789') AS free,
           CASE
               WHEN p.module_name <> g.module_name THEN 5
               WHEN (p.alias_name, p.description) IS NOT DISTINCT FROM (g.alias_name, g.description) THEN 2
               WHEN $8::boolean AND p.modified_at > g.modified_at THEN 3
               ELSE 1
           END AS kind_if_present
    FROM given g
    LEFT JOIN present p ON p.product_key = g.product_key AND p.name_key = g.name_key
    LEFT JOIN free f ON f.product_key = g.product_key
),
-- The n-th new name of a product takes its n-th free slot.
placed AS MATERIALIZED (
    SELECT m.*,
           coalesce(m.present_slot,
                    nullif(substr(m.free, row_number() OVER (
                        PARTITION BY m.product_key, m.present_slot IS NULL ORDER BY m.ord)::integer, 1), '')::smallint + 1)
               AS slot
    FROM matched m
),
created AS (
    INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description, created_at, modified_at)
    SELECT p.product_key, p.slot, $1, p.module_name, p.alias_name, p.description, p.created_at,
           coalesce(nullif(p.modified_at, timestamptz 'epoch'), p.created_at)
    FROM placed p
    WHERE p.present_slot IS NULL AND p.slot IS NOT NULL
    ORDER BY p.product_key, p.slot
    ON CONFLICT DO NOTHING
    RETURNING product_key, slot
),
-- Rows are locked in the order of the key, as by the gateway. The row may have changed: it is checked again.
locked AS MATERIALIZED (
    SELECT m.product_key, m.slot, p.alias_name, p.description, p.modified_at
    FROM (SELECT * FROM placed WHERE present_slot IS NOT NULL AND kind_if_present = 1 ORDER BY product_key, slot OFFSET 0) p
    CROSS JOIN LATERAL (
        SELECT m.product_key, m.slot
        FROM ota_module m
        WHERE m.product_key = p.product_key AND m.slot = p.slot AND m.account_id = $1 AND m.module_name = p.module_name
          AND NOT ($8::boolean AND m.modified_at > p.modified_at)
        FOR NO KEY UPDATE
    ) m
),
changed AS (
    UPDATE ota_module m
    SET alias_name = l.alias_name, description = l.description, modified_at = coalesce(nullif(l.modified_at, timestamptz 'epoch'), m.modified_at)
    FROM locked l
    WHERE m.product_key = ANY (ARRAY(SELECT product_key FROM locked))
      AND m.product_key = l.product_key AND m.slot = l.slot
    RETURNING m.product_key, m.slot
)
SELECT array_agg((CASE
                      WHEN p.present_slot IS NOT NULL AND p.kind_if_present <> 1 THEN p.kind_if_present
                      WHEN c.slot IS NOT NULL THEN 1
                      WHEN n.slot IS NOT NULL THEN 0
                      WHEN p.slot IS NULL THEN 6
                      ELSE retry_statement()
                  END)::smallint ORDER BY p.ord)
FROM placed p
LEFT JOIN created n ON n.product_key = p.product_key AND n.slot = p.slot
LEFT JOIN changed c ON c.product_key = p.product_key AND c.slot = p.slot
