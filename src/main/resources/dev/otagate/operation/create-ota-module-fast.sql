-- Creates the modules of a batch without conflicts: a conflict with another statement, or a nonce that was used in this period,
-- fails the whole statement, and create-ota-module.sql runs, with the same outcomes.
-- include used-nonces.sql,
candidate AS MATERIALIZED (
    SELECT r.*, n.fresh, n.fresh AS accepted
    FROM request r
    CROSS JOIN LATERAL (
        SELECT r.nonce_recorded OR r.nonce_hash NOT IN (SELECT nonce_hash FROM used) AS fresh OFFSET 0
    ) n
),
-- include place-modules.sql,
created AS (
    INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description)
    SELECT p.product_key, p.slot, p.account_id, p.module_name, p.alias_name, p.description
    FROM placed p
    WHERE p.slot IS NOT NULL
    ORDER BY p.product_key, p.slot
),
recorded_ahead AS (
    INSERT INTO nonce_ledger (partition_number, nonce_hash)
    SELECT clock.next_partition, p.nonce_hash
    FROM placed p, clock
    WHERE clock.closing AND p.fresh AND NOT p.nonce_recorded
    ORDER BY p.nonce_hash
),
recorded AS (
    INSERT INTO nonce_ledger (partition_number, nonce_hash)
    SELECT clock.current_partition, p.nonce_hash
    FROM placed p, clock
    WHERE p.fresh AND NOT p.nonce_recorded
    ORDER BY p.nonce_hash
),
decided AS (
    SELECT p.ord, (CASE WHEN p.fresh THEN p.outcome ELSE 1 END)::smallint AS outcome FROM placed p
)
