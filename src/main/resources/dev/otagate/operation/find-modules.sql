-- "found": the rows of "owned" with the slot of the module that each names, NULL if there is none, and whether it is the first row
-- for that module.
found AS MATERIALIZED (
    SELECT r.*, m.slot,
           row_number() OVER (PARTITION BY r.product_key, m.slot ORDER BY r.ord) = 1 AS first_of_module
    FROM owned r
    LEFT JOIN LATERAL (
        SELECT m.slot
        FROM ota_module m
        WHERE r.known AND m.product_key = r.product_key AND lower(m.module_name) = lower(r.module_name)
        LIMIT 1
    ) m ON true
)
