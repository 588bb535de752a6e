-- Removes accounts whose bucket is full and unused, and nodes that are long gone; returns the accounts that are hot.
WITH removed AS (
    DELETE FROM hot_account h
    WHERE h.asked_at < clock_timestamp() - interval '3 seconds'
      AND refilled(h.tokens, h.refilled_at, clock_timestamp(), h.permits_per_second, h.burst) >= h.burst
    RETURNING h.account_id
),
gone AS (
    DELETE FROM node WHERE seen_at < clock_timestamp() - interval '1 minute'
)
SELECT h.account_id
FROM hot_account h
WHERE NOT EXISTS (SELECT FROM removed r WHERE r.account_id = h.account_id)
