-- The next products of the account $1, oldest first, after the one of the time $2 and the key $3.
SELECT p.product_key, p.name, coalesce(p.description, '') AS description, p.created_at, p.node_type, p.data_format,
       p.net_type, p.auth_type, p.protocol_type, p.aliyun_commodity_code
FROM product p
WHERE p.account_id = $1 AND (p.created_at, p.product_key) > ($2, $3 COLLATE "C")
ORDER BY p.created_at, p.product_key
LIMIT $4
