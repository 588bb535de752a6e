-- "owned": the rows of "admitted" with a flag. known: the product is the caller's; otherwise NULL.
owned AS (
    SELECT a.*, p.known
    FROM admitted a
    LEFT JOIN LATERAL (
        SELECT true AS known
        FROM product p
        WHERE a.accepted AND p.product_key = a.product_key AND p.account_id = a.account_id
        LIMIT 1
    ) p ON true
)
