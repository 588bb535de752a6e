-- Leases permits of several accounts, in the order of their ids, so that two nodes do not deadlock.
INSERT INTO hot_account AS h
    (account_id, permits_per_second, burst, tokens, refilled_at, hot_at, asked_at, wanted, handed_over, granted)
SELECT a.account_id, a.permits_per_second, a.burst, a.initial - g.granted, t.now, t.now, t.now,
       a.wanted, a.handed_over, g.granted
FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::float8[], $5::float8[], $6::integer[])
    AS a (account_id, permits_per_second, burst, initial, handed_over, wanted)
CROSS JOIN LATERAL (SELECT floor(least(a.wanted, a.initial))::integer AS granted) g
CROSS JOIN LATERAL (SELECT clock_timestamp() AS now) t
ORDER BY a.account_id
ON CONFLICT (account_id) DO UPDATE SET
    permits_per_second = excluded.permits_per_second,
    burst              = excluded.burst,
    wanted             = excluded.wanted,
    handed_over        = excluded.handed_over,
    granted            = floor(least(excluded.wanted, least(excluded.burst, excluded.handed_over
                             + refilled(h.tokens, h.refilled_at, excluded.refilled_at,
                                        excluded.permits_per_second, excluded.burst))))::integer,
    tokens             = least(excluded.burst, excluded.handed_over
                             + refilled(h.tokens, h.refilled_at, excluded.refilled_at,
                                        excluded.permits_per_second, excluded.burst))
                         - floor(least(excluded.wanted, least(excluded.burst, excluded.handed_over
                             + refilled(h.tokens, h.refilled_at, excluded.refilled_at,
                                        excluded.permits_per_second, excluded.burst)))),
    refilled_at        = greatest(h.refilled_at, excluded.refilled_at),
    asked_at           = CASE WHEN excluded.wanted > 0 THEN excluded.refilled_at ELSE h.asked_at END
RETURNING h.account_id, h.granted, h.tokens
