-- Deletes the products of a batch that have no modules. What is deleted excludes creates until the commit: see product_gate.
-- Outcomes: 0 deleted, 1 nonce used, 2 ask again (named twice in the batch, or met a create), 3 no such product, 4 it has modules.
-- include find-products.sql,
standing AS MATERIALIZED (
    SELECT o.*, m.inhabited,
           row_number() OVER (PARTITION BY o.product_key, o.known ORDER BY o.ord) = 1 AS first_of_product
    FROM owned o
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS inhabited FROM ota_module m WHERE o.known AND m.product_key = o.product_key
    ) m
),
deleted AS MATERIALIZED (
    SELECT s.product_key
    FROM standing s
    WHERE CASE
              WHEN s.known AND NOT s.inhabited AND s.first_of_product
                  THEN delete_product_without_modules(s.product_key, s.account_id)
          END
),
decided AS (
    SELECT s.ord,
           (CASE
                WHEN NOT s.fresh THEN 1
                WHEN s.known IS NULL THEN 3
                WHEN s.inhabited THEN 4
                WHEN d.product_key IS NULL OR NOT s.first_of_product THEN 2
                ELSE 0
            END)::smallint AS outcome,
           NULL AS data
    FROM standing s
    LEFT JOIN deleted d ON d.product_key = s.product_key
)
