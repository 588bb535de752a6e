-- Returns one page of the caller's products, oldest first. Outcomes: 0 found, 1 nonce used.
-- Count and keys of the page come from the index product_age alone; only the page's own rows are read.
decided AS (
    SELECT a.ord,
           (CASE WHEN NOT a.fresh THEN 1 ELSE 0 END)::smallint AS outcome,
           json_build_object('data', json_build_object(
               'currentPage', a.current_page::integer,
               'pageCount', (t.total + a.page_size::integer - 1) / a.page_size::integer,
               'pageSize', a.page_size::integer,
               'total', t.total,
               'list', l.products))::text AS data
    FROM admitted a
    CROSS JOIN LATERAL (
        SELECT count(*) AS total
        FROM product p
        WHERE a.accepted AND p.account_id = a.account_id
          AND (a.aliyun_commodity_code IS NULL OR p.aliyun_commodity_code = a.aliyun_commodity_code)
    ) t
    CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(p.product ORDER BY k.created_at, k.product_key), '[]') AS products
        FROM (
            SELECT p.created_at, p.product_key
            FROM product p
            WHERE a.accepted AND p.account_id = a.account_id
              AND (a.aliyun_commodity_code IS NULL OR p.aliyun_commodity_code = a.aliyun_commodity_code)
              AND (a.current_page::bigint - 1) * a.page_size::bigint < t.total
            ORDER BY p.account_id, p.created_at, p.product_key
            OFFSET (a.current_page::bigint - 1) * a.page_size::bigint
            LIMIT a.page_size::bigint
        ) k
        CROSS JOIN LATERAL (
            SELECT json_build_object(
                       'authType', p.auth_type,
                       'dataFormat', p.data_format,
                       'description', coalesce(p.description, ''),
                       'deviceCount', 0,
                       'gmtCreate', floor(extract(epoch FROM p.created_at) * 1000)::bigint,
                       'nodeType', p.node_type,
                       'productKey', p.product_key,
                       'productName', p.name) AS product
            FROM product p
            WHERE p.product_key = k.product_key
            OFFSET 0
        ) p
    ) l
)
