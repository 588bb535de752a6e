-- Accounts that have become hot in the last two seconds; a node that was not isolated has read the earlier ones.
SELECT account_id, permits_per_second, burst
FROM hot_account
WHERE hot_at > clock_timestamp() - interval '2 seconds'
