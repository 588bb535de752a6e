-- Notes the nonces of "request", and gives its rows as "admitted", with two flags more: fresh, where the nonce was new, and
-- accepted, where it was and no answer is kept for the request. Part of every operation's statement.
-- include ledger-clock.sql,
-- What is noted in the current partition is met by the insert; the three before it are looked at.
noted AS (
    INSERT INTO nonce_ledger (ring, nonce_hash)
    SELECT clock.ring, r.nonce_hash
    FROM request r, clock
    WHERE NOT r.noted
      AND (
          SELECT true
          FROM nonce_ledger l
          WHERE l.nonce_hash = r.nonce_hash
            AND l.ring IN (clock.ring_before, clock.ring_two_before, clock.ring_three_before)
          LIMIT 1
      ) IS NULL
    ORDER BY r.nonce_hash
    ON CONFLICT DO NOTHING
    RETURNING nonce_hash
),
-- Close to the end of a turn a nonce is noted in the next partition as well: a statement that starts after the turn
-- and does not see this one yet runs into it there.
noted_ahead AS (
    INSERT INTO nonce_ledger (ring, nonce_hash)
    SELECT clock.next_ring, n.nonce_hash
    FROM noted n, clock
    WHERE clock.closing
    ORDER BY n.nonce_hash
    ON CONFLICT DO NOTHING
    RETURNING nonce_hash
),
fresh AS (
    SELECT n.nonce_hash FROM noted n, clock WHERE NOT clock.closing
    UNION ALL
    SELECT n.nonce_hash FROM noted_ahead n
),
admitted AS (
    SELECT r.*, f.fresh, f.fresh AND NOT r.kept AS accepted
    FROM request r
    CROSS JOIN LATERAL (
        SELECT r.noted OR r.nonce_hash IN (SELECT nonce_hash FROM fresh) AS fresh OFFSET 0
    ) f
)
