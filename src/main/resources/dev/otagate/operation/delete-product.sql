-- Deletes the products of a batch that have no modules. The foreign key of the modules fails the statement if a module was created
-- meanwhile; the gateway then runs it again. The first row that names a product deletes it; for later ones it is gone.
-- Outcomes: 0 deleted, 1 nonce used, 2 retry (conflict with another change of the product), 3 no such product, 4 it has modules.
-- include find-products.sql,
found AS MATERIALIZED (
    SELECT o.*,
           o.known AND EXISTS (SELECT FROM ota_module m WHERE m.product_key = o.product_key) AS has_modules,
           row_number() OVER (PARTITION BY o.product_key, o.known ORDER BY o.ord) = 1 AS first_of_product
    FROM owned o
),
locked AS MATERIALIZED (
    SELECT p.product_key
    FROM (SELECT * FROM found WHERE known AND NOT has_modules AND first_of_product ORDER BY product_key OFFSET 0) f
    CROSS JOIN LATERAL (
        SELECT p.product_key
        FROM product p
        WHERE p.product_key = f.product_key AND p.account_id = f.account_id
        FOR UPDATE
    ) p
),
deleted AS (
    DELETE FROM product p WHERE p.product_key = ANY (ARRAY(SELECT product_key FROM locked)) RETURNING p.product_key
),
decided AS (
    SELECT f.ord,
           (CASE
                WHEN NOT f.fresh THEN 1
                WHEN f.known IS NULL THEN 3
                WHEN f.has_modules THEN 4
                WHEN d.product_key IS NULL THEN 2
                WHEN f.first_of_product THEN 0
                ELSE 3
            END)::smallint AS outcome,
           NULL AS data
    FROM found f
    LEFT JOIN deleted d ON d.product_key = f.product_key
)
