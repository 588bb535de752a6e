-- Creates or changes the products of a batch for the account $1. $2 to $12 are arrays with an element for each product; a key occurs once.
-- With $13, a product that a client has changed stays.
-- Returns an array: 0 created, 1 changed, 2 equal already, 3 stays, 4 the key belongs to another account. A conflict with a concurrent change fails the statement.
--   api_name     CreateProduct accepts the name, so it is unique if no other product of the account has it
WITH given AS MATERIALIZED (
    SELECT r.*, row_number() OVER (PARTITION BY r.name ORDER BY r.ord) = 1 AS first_of_name
    FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::smallint[], $7::smallint[], $8::smallint[],
                $9::text[], $10::text[], $11::text[], $12::boolean[])
        WITH ORDINALITY AS r (product_key, name, description, created_at, node_type, data_format, net_type, auth_type,
                              protocol_type, aliyun_commodity_code, api_name, ord)
),
present AS MATERIALIZED (
    SELECT p.* FROM product p WHERE p.product_key = ANY ($2::text[])
),
matched AS MATERIALIZED (
    SELECT g.*, p.account_id AS owner, p.name IS DISTINCT FROM g.name AS renamed,
           (p.name, coalesce(p.description, ''), p.node_type, p.data_format, p.net_type, p.auth_type, p.protocol_type,
            p.aliyun_commodity_code)
               IS DISTINCT FROM (g.name, g.description, g.node_type, g.data_format, g.net_type, g.auth_type,
                                 g.protocol_type, g.aliyun_commodity_code) AS differs,
           $13::boolean AND p.modified_at IS NOT NULL AS kept,
           g.api_name AND g.first_of_name AND NOT t.taken AS unique_name
    FROM given g
    LEFT JOIN present p ON p.product_key = g.product_key
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS taken
        FROM product o
        WHERE o.created_by_api AND o.account_id = $1 AND o.name = g.name AND o.product_key <> g.product_key
    ) t
),
created AS (
    INSERT INTO product (product_key, account_id, name, created_at, created_by_api, node_type, data_format, net_type,
                         auth_type, protocol_type, aliyun_commodity_code, description)
    SELECT m.product_key, $1, m.name, m.created_at, m.unique_name, m.node_type, m.data_format, m.net_type,
           m.auth_type, m.protocol_type, m.aliyun_commodity_code, nullif(m.description, '')
    FROM matched m
    WHERE m.owner IS NULL
    ORDER BY m.product_key
    ON CONFLICT DO NOTHING
    RETURNING product_key
),
-- Rows are locked in the order of the key, as by the gateway.
locked AS MATERIALIZED (
    SELECT p.product_key
    FROM (SELECT * FROM matched WHERE owner = $1 AND differs AND NOT kept ORDER BY product_key OFFSET 0) m
    CROSS JOIN LATERAL (
        SELECT p.product_key
        FROM product p
        WHERE p.product_key = m.product_key AND p.account_id = $1 AND NOT ($13::boolean AND p.modified_at IS NOT NULL)
        FOR NO KEY UPDATE
    ) p
),
changed AS (
    UPDATE product p
    SET name = m.name, description = nullif(m.description, ''), node_type = m.node_type, data_format = m.data_format,
        net_type = m.net_type, auth_type = m.auth_type, protocol_type = m.protocol_type,
        aliyun_commodity_code = m.aliyun_commodity_code,
        created_by_api = CASE WHEN m.renamed THEN m.unique_name ELSE p.created_by_api END
    FROM matched m
    WHERE p.product_key = ANY (ARRAY(SELECT product_key FROM locked)) AND p.product_key = m.product_key
    RETURNING p.product_key
)
SELECT array_agg((CASE
                      WHEN m.owner <> $1 THEN 4
                      WHEN m.owner = $1 AND NOT m.differs THEN 2
                      WHEN m.owner = $1 AND m.kept THEN 3
                      WHEN n.product_key IS NOT NULL THEN 0
                      WHEN c.product_key IS NOT NULL THEN 1
                      ELSE retry_statement()
                  END)::smallint ORDER BY m.ord)
FROM matched m
LEFT JOIN created n ON n.product_key = m.product_key
LEFT JOIN changed c ON c.product_key = m.product_key
