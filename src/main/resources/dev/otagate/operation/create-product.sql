-- Creates products with the given keys, or with new ones: "a1" and nine random letters and digits.
-- Outcomes: 0 created, 1 nonce used, 2 retry (conflict with another change, or with an earlier row of the batch), 3 name taken,
-- 4 key taken.
checked AS (
    SELECT a.*, t.taken,
           a.accepted AND EXISTS (SELECT FROM product p WHERE p.product_key = a.product_key) AS key_taken,
           row_number() OVER (PARTITION BY a.account_id, a.product_name, a.accepted ORDER BY a.ord) = 1
               AND (a.product_key IS NULL
                    OR row_number() OVER (PARTITION BY a.product_key, a.accepted ORDER BY a.ord) = 1) AS is_first
    FROM admitted a
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS taken
        FROM product p
        WHERE a.accepted AND p.created_by_api AND p.account_id = a.account_id AND p.name = a.product_name
    ) t
),
keyed AS MATERIALIZED (
    SELECT s.*, coalesce(s.product_key, (
               'a1' || left(translate(encode(substring(uuid_send(gen_random_uuid()) FROM 10), 'base64'), '+/', 'Zz'), 9)
           ) COLLATE "C") AS new_key
    FROM checked s
),
created AS (
    INSERT INTO product (product_key, account_id, name, created_by_api, node_type, data_format, net_type, auth_type,
                         protocol_type, aliyun_commodity_code, description)
    SELECT k.new_key, k.account_id, k.product_name, true, k.node_type::smallint,
           coalesce(k.data_format, '1')::smallint,
           CASE k.net_type WHEN 'CELLULAR' THEN 6 WHEN 'ETHERNET' THEN 7 WHEN 'OTHER' THEN 8 WHEN 'LORA' THEN 5 ELSE 3 END,
           coalesce(k.auth_type, 'secret'), k.protocol_type, coalesce(k.aliyun_commodity_code, 'iothub'), k.description
    FROM keyed k
    WHERE k.accepted AND NOT k.taken AND NOT k.key_taken AND k.is_first
    ORDER BY k.account_id, k.product_name
    ON CONFLICT DO NOTHING
    RETURNING *
),
decided AS (
    SELECT k.ord,
           (CASE
                WHEN NOT k.fresh THEN 1
                WHEN k.taken THEN 3
                WHEN k.key_taken THEN 4
                WHEN c.product_key IS NULL THEN 2
                ELSE 0
            END)::smallint AS outcome,
           CASE WHEN c.product_key IS NOT NULL THEN json_strip_nulls(json_build_object(
               'data', json_build_object(
                   'aliyunCommodityCode', c.aliyun_commodity_code,
                   'authType', c.auth_type,
                   'dataFormat', c.data_format,
                   'description', c.description,
                   'id2', false,
                   'nodeType', c.node_type,
                   'productKey', c.product_key,
                   'productName', c.name,
                   'protocolType', c.protocol_type),
               'productKey', c.product_key))::text END AS data
    FROM keyed k
    LEFT JOIN created c ON k.is_first AND c.product_key = k.new_key
)
