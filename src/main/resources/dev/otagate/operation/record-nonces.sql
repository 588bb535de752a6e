-- "admitted": the rows of "request" with two flags. fresh: the nonce is new, and recorded now. accepted: it is, and there is no
-- stored response. Part of every statement but the fast path of creates.
-- include used-nonces.sql,
-- The insert conflicts with nonces of the current period.
recorded AS (
    INSERT INTO nonce_ledger (partition_number, nonce_hash)
    SELECT clock.current_partition, r.nonce_hash
    FROM request r, clock
    WHERE NOT r.nonce_recorded AND r.nonce_hash NOT IN (SELECT nonce_hash FROM used)
    ORDER BY r.nonce_hash
    ON CONFLICT DO NOTHING
    RETURNING nonce_hash
),
recorded_ahead AS (
    INSERT INTO nonce_ledger (partition_number, nonce_hash)
    SELECT clock.next_partition, n.nonce_hash
    FROM recorded n, clock
    WHERE clock.closing
    ORDER BY n.nonce_hash
    ON CONFLICT DO NOTHING
    RETURNING nonce_hash
),
fresh AS (
    SELECT n.nonce_hash FROM recorded n, clock WHERE NOT clock.closing
    UNION ALL
    SELECT n.nonce_hash FROM recorded_ahead n
),
admitted AS (
    SELECT r.*, f.fresh, f.fresh AND NOT r.has_record AS accepted
    FROM request r
    CROSS JOIN LATERAL (
        SELECT r.nonce_recorded OR r.nonce_hash IN (SELECT nonce_hash FROM fresh) AS fresh OFFSET 0
    ) f
)
