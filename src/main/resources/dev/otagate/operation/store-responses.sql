-- Stores the outcomes of "decided" as first responses, or returns those that are stored; part of statements whose requests have
-- an idempotency key. If two statements write the same key at once, the later one fails, and finds the response when it runs again.
-- Returns a row for each request: outcome, data, the first request's id if the response is stored, and whether the nonce was new.
-- Two more outcomes: -1, the key was used with another request; -2, a concurrent statement records the nonce, and only a later
-- statement can see its response.
responded AS MATERIALIZED (
    SELECT d.ord, r.replayed, r.fresh,
           CASE
               WHEN r.replayed THEN r.stored_outcome
               WHEN NOT r.fresh
                   AND (SELECT true FROM nonce_ledger l WHERE l.nonce_hash = r.nonce_hash LIMIT 1) IS NULL THEN -2
               WHEN NOT r.fresh THEN 1
               WHEN r.has_record THEN -1
               ELSE d.outcome
           END::smallint AS outcome,
           CASE WHEN r.replayed THEN r.stored_data WHEN r.accepted THEN d.data::text END AS data,
           CASE WHEN r.replayed THEN r.stored_request_id END AS first_request_id,
           r.idempotency_key, r.request_hash, r.signature_hash, r.request_id
    FROM decided d
    JOIN (
        SELECT a.*, a.has_record AND CASE WHEN a.fresh THEN a.stored_request_hash = a.request_hash
                                          ELSE coalesce(a.stored_signature_hash = a.signature_hash, false)
                                     END AS replayed
        FROM admitted a
    ) r USING (ord)
),
record_clock AS (
    SELECT (seconds / 28800 % 5)::smallint       AS current_partition,
           ((seconds / 28800 + 1) % 5)::smallint AS next_partition,
           seconds % 28800 >= 28770              AS closing
    FROM (SELECT floor(extract(epoch FROM now()))::bigint) AS t (seconds)
),
stored AS (
    INSERT INTO idempotency_record
        (partition_number, idempotency_key, request_hash, signature_hash, request_id, outcome, response_data)
    SELECT p.partition_number, r.idempotency_key, r.request_hash, r.signature_hash, r.request_id, r.outcome, r.data
    FROM responded r
    CROSS JOIN (
        SELECT current_partition AS partition_number FROM record_clock
        UNION ALL
        SELECT next_partition FROM record_clock WHERE closing
    ) p
    WHERE NOT r.replayed AND r.outcome NOT IN (-2, -1, 1, 2)
    ORDER BY r.idempotency_key, p.partition_number
)
SELECT r.outcome, r.data, r.first_request_id, r.fresh
FROM responded r
ORDER BY r.ord
