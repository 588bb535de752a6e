-- "placed": the rows of "candidate", which name new modules, with the outcome and the slot of each. Part of every create. Tables are read
-- for the whole batch at once.
-- Constraints of ota_module and product keep the rules; this only finds the outcome that is expected.
--   known     the product exists, and is the caller's
--   free      the product's free slots in ascending order, a digit each: 0 is slot 1
--   taken     the product has a module of that name
--   repeated  an earlier row has the same new name
--   outcome   0 to be created, 2 depends on an earlier row of the batch, 3 no such product, 4 name taken, 5 product full
existing AS (
    SELECT m.product_key, max(m.account_id) AS account_id, array_agg(lower(m.module_name)) AS names,
           translate('0123456789', string_agg((m.slot - 1)::text, ''), '') AS free
    FROM ota_module m
    WHERE m.product_key = ANY (ARRAY(SELECT c.product_key FROM candidate c WHERE c.accepted))
    GROUP BY m.product_key
),
looked_up AS (
    SELECT c.*, coalesce(e.free, '0123456789') AS free,
           coalesce(c.name_key = ANY (e.names), false) OR c.name_key = 'default' AS taken,
           -- A module has its product's owner, so the product is only read if it has no module.
           coalesce(e.account_id, (
               SELECT p.account_id FROM product p WHERE c.accepted AND p.product_key = c.product_key
           )) = c.account_id AS known
    FROM (SELECT *, lower(module_name) AS name_key FROM candidate OFFSET 0) c
    LEFT JOIN existing e ON c.accepted AND e.product_key = c.product_key
    OFFSET 0
),
named AS (
    SELECT l.*,
           l.known AND NOT l.taken
               AND row_number() OVER (PARTITION BY l.product_key, l.name_key, l.known ORDER BY l.ord) > 1 AS repeated
    FROM looked_up l
),
-- The n-th new name of a product takes its n-th free slot.
numbered AS (
    SELECT n.*,
           CASE WHEN n.known AND NOT n.taken AND NOT n.repeated THEN
               nullif(substr(n.free, row_number() OVER (
                   PARTITION BY n.product_key, n.known AND NOT n.taken AND NOT n.repeated ORDER BY n.ord)::integer, 1), '')
           END::smallint + 1 AS slot
    FROM named n
),
placed AS MATERIALIZED (
    SELECT n.*,
           CASE
               WHEN n.slot IS NOT NULL THEN 0
               WHEN n.known IS NOT TRUE THEN 3
               WHEN n.taken THEN 4
               WHEN n.free = '' THEN 5
               ELSE 2
           END AS outcome
    FROM numbered n
)
