-- Creates products with keys of their own: "a1" and nine random letters and digits.
-- Outcomes: 0 created, 1 nonce used, 2 retry (conflict with another change, or with an earlier row of the batch), 3 name taken.
checked AS (
    SELECT a.*, t.taken,
           row_number() OVER (PARTITION BY a.account_id, a.product_name, a.accepted ORDER BY a.ord) = 1 AS first_of_name
    FROM admitted a
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS taken
        FROM product p
        WHERE a.accepted AND p.created_by_api AND p.account_id = a.account_id AND p.name = a.product_name
    ) t
),
keyed AS MATERIALIZED (
    SELECT s.*, 'a1' || left(translate(encode(substring(uuid_send(gen_random_uuid()) FROM 10), 'base64'), '+/', 'Zz'), 9)
                    AS product_key
    FROM checked s
),
created AS (
    INSERT INTO product (product_key, account_id, name, created_by_api, node_type, data_format, net_type, auth_type,
                         protocol_type, aliyun_commodity_code, description)
    SELECT k.product_key, k.account_id, k.product_name, true, k.node_type::smallint,
           coalesce(k.data_format, '1')::smallint,
           CASE k.net_type WHEN 'CELLULAR' THEN 6 WHEN 'ETHERNET' THEN 7 WHEN 'OTHER' THEN 8 WHEN 'LORA' THEN 5 ELSE 3 END,
           coalesce(k.auth_type, 'secret'), k.protocol_type, coalesce(k.aliyun_commodity_code, 'iothub'), k.description
    FROM keyed k
    WHERE k.accepted AND NOT k.taken AND k.first_of_name
    ORDER BY k.account_id, k.product_name
    ON CONFLICT DO NOTHING
    RETURNING *
),
decided AS (
    SELECT k.ord,
           (CASE
                WHEN NOT k.fresh THEN 1
                WHEN k.taken THEN 3
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
    LEFT JOIN created c ON c.product_key = k.product_key
)
