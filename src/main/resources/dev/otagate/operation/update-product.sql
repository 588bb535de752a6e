-- Changes name and description of the products of a batch; a NULL keeps the value. Rows that name the same product take effect in
-- their order, as one change. A product that gets a name here has a unique name from then on, also if an operator created it.
-- Outcomes: 0 changed, 1 nonce used, 2 retry (conflict with another change, or with an earlier row of the batch), 3 no such product,
-- 4 name taken.
-- include find-products.sql,
found AS MATERIALIZED (
    SELECT o.*, t.taken,
           o.product_name IS NOT NULL AND first_value(o.product_key) OVER (
               PARTITION BY o.account_id, o.product_name, o.known ORDER BY o.ord) <> o.product_key AS repeated
    FROM owned o
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS taken
        FROM product p
        WHERE o.known AND p.created_by_api AND p.account_id = o.account_id AND p.name = o.product_name
          AND p.product_key <> o.product_key
    ) t
),
change AS (
    SELECT f.product_key, f.account_id,
           (array_agg(f.product_name ORDER BY f.ord DESC) FILTER (WHERE f.product_name IS NOT NULL))[1] AS name,
           (array_agg(f.description ORDER BY f.ord DESC) FILTER (WHERE f.description IS NOT NULL))[1]   AS description
    FROM found f
    WHERE f.known AND NOT f.taken AND NOT f.repeated
    GROUP BY f.product_key, f.account_id
),
-- Rows are locked in the order of the key, so that two batches do not deadlock.
locked AS MATERIALIZED (
    SELECT p.product_key, c.name, c.description
    FROM (SELECT * FROM change ORDER BY product_key OFFSET 0) c
    CROSS JOIN LATERAL (
        SELECT p.product_key
        FROM product p
        WHERE p.product_key = c.product_key AND p.account_id = c.account_id
        FOR NO KEY UPDATE
    ) p
),
-- If a concurrent change takes a name first, the unique index fails the statement; the gateway then runs it again.
changed AS (
    UPDATE product p
    SET name = coalesce(l.name, p.name),
        created_by_api = p.created_by_api OR l.name IS NOT NULL,
        description = coalesce(l.description, p.description),
        modified_at = now()
    FROM locked l
    WHERE p.product_key = ANY (ARRAY(SELECT product_key FROM locked)) AND p.product_key = l.product_key
    RETURNING p.product_key
),
decided AS (
    SELECT f.ord,
           (CASE
                WHEN NOT f.fresh THEN 1
                WHEN f.known IS NULL THEN 3
                WHEN f.taken THEN 4
                WHEN c.product_key IS NULL OR f.repeated THEN 2
                ELSE 0
            END)::smallint AS outcome,
           NULL AS data
    FROM found f
    LEFT JOIN changed c ON c.product_key = f.product_key
)
