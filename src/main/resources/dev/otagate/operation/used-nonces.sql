-- "clock": the ledger's partitions by the database's time. In the last 30 seconds of a period, nonces are also recorded for the
-- next period: a statement of the next period then conflicts with rows that its snapshot does not contain.
clock AS MATERIALIZED (
    SELECT (seconds / 600 % 5)::smallint       AS current_partition,
           ((seconds / 600 + 4) % 5)::smallint AS previous_partition,
           ((seconds / 600 + 3) % 5)::smallint AS second_previous_partition,
           ((seconds / 600 + 2) % 5)::smallint AS third_previous_partition,
           ((seconds / 600 + 1) % 5)::smallint AS next_partition,
           seconds % 600 >= 570                AS closing
    FROM (SELECT floor(extract(epoch FROM now()))::bigint) AS t (seconds)
),
-- "used": the nonces of the batch that were recorded in the three periods before the current one.
used AS MATERIALIZED (
    SELECT l.nonce_hash
    FROM nonce_ledger l
    WHERE l.nonce_hash = ANY (ARRAY(SELECT r.nonce_hash FROM request r))
      AND l.partition_number IN ((SELECT previous_partition FROM clock), (SELECT second_previous_partition FROM clock),
                                 (SELECT third_previous_partition FROM clock))
)
