-- Accounts that have become hot lately; longer ago than any node that is not cut off can have missed.
SELECT account_id, permits_per_second, burst
FROM hot_account
WHERE hot_at > clock_timestamp() - interval '2 seconds'
