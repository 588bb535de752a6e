-- Gives the ledger's partitions by the database's clock, as "clock": the current one, the three before it, and the next, into
-- which nonces are written as well while the turn is closing.
clock AS MATERIALIZED (
    SELECT (seconds / 600 % 5)::smallint       AS ring,
           ((seconds / 600 + 4) % 5)::smallint AS ring_before,
           ((seconds / 600 + 3) % 5)::smallint AS ring_two_before,
           ((seconds / 600 + 2) % 5)::smallint AS ring_three_before,
           ((seconds / 600 + 1) % 5)::smallint AS next_ring,
           seconds % 600 >= 570                AS closing
    FROM (SELECT floor(extract(epoch FROM now()))::bigint) AS t (seconds)
)
