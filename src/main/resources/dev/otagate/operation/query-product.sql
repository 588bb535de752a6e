-- Returns the properties of each product of a batch. Outcomes: 0 found, 1 nonce used, 3 no such product.
-- include find-products.sql,
decided AS (
    SELECT o.ord,
           (CASE WHEN NOT o.fresh THEN 1 WHEN o.known IS NULL THEN 3 ELSE 0 END)::smallint AS outcome,
           CASE WHEN o.known THEN json_strip_nulls(json_build_object('data', json_build_object(
               'aliyunCommodityCode', p.aliyun_commodity_code,
               'authType', p.auth_type,
               'dataFormat', p.data_format,
               'description', coalesce(p.description, ''),
               'deviceCount', 0,
               'gmtCreate', floor(extract(epoch FROM p.created_at) * 1000)::bigint,
               'id2', false,
               'netType', p.net_type,
               'nodeType', p.node_type,
               'owner', true,
               'productKey', p.product_key,
               'productName', p.name,
               'productStatus', 'DEVELOPMENT_STATUS',
               'protocolType', p.protocol_type)))::text END AS data
    FROM owned o
    LEFT JOIN LATERAL (
        SELECT p.* FROM product p WHERE o.known AND p.product_key = o.product_key LIMIT 1
    ) p ON true
)
