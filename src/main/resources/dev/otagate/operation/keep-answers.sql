-- Keeps the outcomes of "decided" as the first answers, or gives those that were kept before; part of statements whose
-- requests have a retry key. A key that two statements write at once fails the later one, which finds it when done again.
-- Answers with one row a request: its outcome, its data, and the first request's id where the answer is that one's.
-- Two outcomes more: -1, the key was used with other parameters; -2, the nonce was noted by a statement beside this one,
-- whose kept answer only a later statement can see.
answered AS MATERIALIZED (
    SELECT d.ord, r.repeated, r.fresh,
           CASE
               WHEN r.repeated THEN r.kept_outcome
               WHEN NOT r.fresh
                   AND (SELECT true FROM nonce_ledger l WHERE l.nonce_hash = r.nonce_hash LIMIT 1) IS NULL THEN -2
               WHEN NOT r.fresh THEN 1
               WHEN r.kept THEN -1
               ELSE d.outcome
           END::smallint AS outcome,
           CASE WHEN r.repeated THEN r.kept_data WHEN r.accepted THEN d.data::text END AS data,
           CASE WHEN r.repeated THEN r.kept_request_id END AS first_request_id,
           r.key_hash, r.request_hash, r.resend_hash, r.request_id
    FROM decided d
    JOIN (
        SELECT a.*, a.kept AND CASE WHEN a.fresh THEN a.kept_request_hash = a.request_hash
                                    ELSE coalesce(a.kept_resend_hash = a.resend_hash, false) END AS repeated
        FROM admitted a
    ) r USING (ord)
),
answer_clock AS (
    SELECT (seconds / 28800 % 5)::smallint       AS ring,
           ((seconds / 28800 + 1) % 5)::smallint AS next_ring,
           seconds % 28800 >= 28770              AS closing
    FROM (SELECT floor(extract(epoch FROM now()))::bigint) AS t (seconds)
),
kept_now AS (
    INSERT INTO kept_answer (ring, key_hash, request_hash, resend_hash, request_id, outcome, data)
    SELECT rings.ring, a.key_hash, a.request_hash, a.resend_hash, a.request_id, a.outcome, a.data
    FROM answered a
    CROSS JOIN (
        SELECT ring FROM answer_clock UNION ALL SELECT next_ring FROM answer_clock WHERE closing
    ) rings
    WHERE NOT a.repeated AND a.outcome NOT IN (-2, -1, 1, 2)
    ORDER BY a.key_hash, rings.ring
)
SELECT a.outcome, a.data, a.first_request_id, a.fresh
FROM answered a
ORDER BY a.ord
