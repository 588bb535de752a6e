-- Lists the modules of each product of a batch, oldest first; those of one statement have the same age, and go by slot.
-- Outcomes: 0 listed, 1 nonce used, 3 no such product.
-- include find-products.sql,
decided AS (
    SELECT o.ord,
           (CASE WHEN NOT o.fresh THEN 1 WHEN o.known IS NULL THEN 3 ELSE 0 END)::smallint AS outcome,
           CASE WHEN o.known THEN json_build_object('data', m.modules)::text END AS data
    FROM owned o
    LEFT JOIN LATERAL (
        SELECT coalesce(json_agg(m.module), '[]') AS modules
        FROM (
            SELECT json_strip_nulls(json_build_object(
                       'aliasName', m.alias_name,
                       'desc', m.description,
                       'gmtCreate', to_char(m.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
                       'gmtModified', to_char(m.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
                       'moduleName', m.module_name,
                       'productKey', m.product_key)) AS module
            FROM ota_module m
            WHERE o.known AND m.product_key = o.product_key
            ORDER BY m.created_at, m.slot
        ) m
    ) m ON true
)
