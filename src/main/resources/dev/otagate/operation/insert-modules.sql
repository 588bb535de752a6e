-- Inserts what is "placed", and tells what became of each request by that alone: nothing depends on a row that was inserted.
-- PostgreSQL executes what nobody reads after the outcomes, and the last of it first: nonces before modules, as in all statements.
-- That only makes deadlocks rare; the store tries again where there is one.
created AS (
    INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description)
    SELECT p.product_key, p.slot, p.account_id, p.module_name, p.alias_name, p.description
    FROM placed p
    WHERE p.slot IS NOT NULL AND NOT EXISTS (SELECT FROM product_gate FOR KEY SHARE)
    ORDER BY p.product_key, p.slot
),
noted_ahead AS (
    INSERT INTO nonce_ledger (ring, nonce_hash)
    SELECT clock.next_ring, p.nonce_hash
    FROM placed p, clock
    WHERE (SELECT closing FROM clock) AND p.fresh AND NOT p.noted
    ORDER BY p.nonce_hash
),
noted AS (
    INSERT INTO nonce_ledger (ring, nonce_hash)
    SELECT clock.ring, p.nonce_hash
    FROM placed p, clock
    WHERE p.fresh AND NOT p.noted
    ORDER BY p.nonce_hash
),
decided AS (
    SELECT p.ord,
           (CASE
                WHEN NOT p.fresh THEN 1
                WHEN p.known IS NOT TRUE THEN 3
                WHEN p.taken THEN 4
                WHEN p.used = 1023 THEN 5
                WHEN p.slot IS NULL THEN 2
                ELSE 0
            END)::smallint AS outcome
    FROM placed p
)
