-- Lets go of accounts that have rested until their bucket is full, and of nodes that are long gone; tells which are hot.
WITH rested AS (
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
WHERE NOT EXISTS (SELECT FROM rested r WHERE r.account_id = h.account_id)
