-- The nodes that share this database. Unlogged: after a crash or a failover of the database they write themselves in again.
CREATE UNLOGGED TABLE node (
    node_id    uuid        PRIMARY KEY,
    name       text        NOT NULL,
    version    text        NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at    timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The buckets of accounts that need more than a node's share of their quota, in permits.
--   wanted, handed_over, granted   of the last lease
CREATE UNLOGGED TABLE hot_account (
    account_id         bigint      PRIMARY KEY,
    permits_per_second integer     NOT NULL,
    burst              integer     NOT NULL,
    tokens             float8      NOT NULL,
    refilled_at        timestamptz NOT NULL,
    hot_at             timestamptz NOT NULL,
    asked_at           timestamptz NOT NULL,
    wanted             integer     NOT NULL,
    handed_over        float8      NOT NULL,
    granted            integer     NOT NULL
) WITH (fillfactor = 50);

CREATE FUNCTION refilled(
    tokens float8, since timestamptz, until timestamptz, permits_per_second integer, burst integer) RETURNS float8
    LANGUAGE sql IMMUTABLE
    RETURN least(burst, tokens + permits_per_second * greatest(0, extract(epoch FROM until - since)::float8));
