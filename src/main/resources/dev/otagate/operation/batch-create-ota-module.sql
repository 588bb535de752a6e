-- Creates the modules of one request, as if one after another, or all or none of them. A batch has one request.
-- "modules": an array of objects with product, name, alias and desc, or with rejected, the error code of a module that is rejected
-- already.
-- Outcomes: 0 created at least one, 1 nonce used, 3 created none, 4 one was rejected and therefore all are.
item AS MATERIALIZED (
    SELECT e.ord, a.account_id, a.accepted AND e.module ->> 'rejected' IS NULL AS accepted,
           (e.module ->> 'product') COLLATE "C" AS product_key,
           (e.module ->> 'name') COLLATE "C"    AS module_name,
           e.module ->> 'alias'                 AS alias_name,
           e.module ->> 'desc'                  AS description,
           e.module ->> 'rejected'               AS rejected
    FROM admitted a
    CROSS JOIN LATERAL jsonb_array_elements(a.modules::jsonb) WITH ORDINALITY AS e (module, ord)
),
candidate AS (SELECT * FROM item),
-- include place-modules.sql,
coded AS (
    SELECT p.*,
           CASE
               WHEN p.rejected IS NOT NULL THEN p.rejected
               WHEN p.outcome = 3 THEN 'iot.prod.NotExistedProduct'
               WHEN p.outcome = 4 THEN 'iot.ota.AlreadyExistedModuleName'
               -- The first row of that name is created.
               WHEN p.repeated AND max(p.slot) OVER (PARTITION BY p.product_key, p.name_key) IS NOT NULL
                   THEN 'iot.ota.AlreadyExistedModuleName'
               WHEN p.slot IS NULL THEN 'iot.ota.ModuleCountExceedMax'
           END AS code
    FROM placed p
),
settled AS MATERIALIZED (
    SELECT c.*, a.fresh,
           coalesce(a.atomic, 'false') = 'true' AND bool_or(c.code IS NOT NULL) OVER () AS given_up
    FROM coded c, admitted a
),
created AS (
    INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description)
    SELECT s.product_key, s.slot, s.account_id, s.module_name, s.alias_name, s.description
    FROM settled s
    WHERE s.slot IS NOT NULL AND NOT s.given_up
    ORDER BY s.product_key, s.slot
    ON CONFLICT DO NOTHING
    RETURNING product_key, slot
),
summary AS (
    SELECT count(*) FILTER (WHERE s.slot IS NOT NULL AND NOT s.given_up) AS expected,
           bool_and(s.fresh)    AS fresh,
           bool_or(s.given_up)  AS given_up,
           json_agg(json_strip_nulls(json_build_object(
               'productKey', s.product_key,
               'moduleName', s.module_name,
               'success', s.code IS NULL AND NOT s.given_up,
               'code', coalesce(s.code, CASE WHEN s.given_up THEN 'iot.ota.AtomicBatchRejected' END))) ORDER BY s.ord)
               AS modules
    FROM settled s
),
decided AS (
    SELECT a.ord,
           (CASE
                WHEN NOT t.fresh THEN 1
                WHEN t.expected <> (SELECT count(*) FROM created) THEN retry_statement()
                WHEN t.given_up THEN 4
                WHEN t.expected = 0 THEN 3
                ELSE 0
            END)::smallint AS outcome,
           json_build_object('data', t.modules)::text AS data
    FROM summary t, admitted a
)
