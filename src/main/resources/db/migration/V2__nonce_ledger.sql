-- Every accepted nonce, as the first 128 bits of SHA-256(AccessKeyId, NUL, SignatureNonce).
-- Five partitions form a ring; each takes the nonces of ten minutes of the database's clock. A nonce must be known
-- for 30 minutes (a timestamp may lie 15 minutes ahead and is good for 15 more), so the three partitions before the
-- current one are kept, and the one after it is emptied for its next turn.
CREATE TABLE nonce_ledger (
    ring       smallint NOT NULL,
    nonce_hash uuid     NOT NULL
) PARTITION BY LIST (ring);

CREATE TABLE nonce_ledger_0 PARTITION OF nonce_ledger FOR VALUES IN (0);
CREATE TABLE nonce_ledger_1 PARTITION OF nonce_ledger FOR VALUES IN (1);
CREATE TABLE nonce_ledger_2 PARTITION OF nonce_ledger FOR VALUES IN (2);
CREATE TABLE nonce_ledger_3 PARTITION OF nonce_ledger FOR VALUES IN (3);
CREATE TABLE nonce_ledger_4 PARTITION OF nonce_ledger FOR VALUES IN (4);

-- Unique in each partition; the partition's key need not be in the index, since it is constant there.
CREATE UNIQUE INDEX nonce_ledger_0_hash ON nonce_ledger_0 (nonce_hash);
CREATE UNIQUE INDEX nonce_ledger_1_hash ON nonce_ledger_1 (nonce_hash);
CREATE UNIQUE INDEX nonce_ledger_2_hash ON nonce_ledger_2 (nonce_hash);
CREATE UNIQUE INDEX nonce_ledger_3_hash ON nonce_ledger_3 (nonce_hash);
CREATE UNIQUE INDEX nonce_ledger_4_hash ON nonce_ledger_4 (nonce_hash);

-- Which turn (number of ten-minute spans since 1970) each partition was last emptied for.
CREATE TABLE nonce_ledger_turn (
    ring smallint PRIMARY KEY,
    turn bigint NOT NULL
);
INSERT INTO nonce_ledger_turn SELECT ring, 0 FROM generate_series(0, 4) AS ring;

-- Empties the partition that comes next, once a turn; called by every node every few seconds.
-- Gives up after 40 ms rather than let a batch wait; the next call tries again. Only the middle of a turn is used:
-- a minute late covers clocks that differ, and the last minute belongs to statements that write ahead (see the batch).
CREATE FUNCTION recycle_nonce_ledger() RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '40ms' AS $$
DECLARE
    seconds      bigint   := floor(extract(epoch FROM clock_timestamp()))::bigint;
    next_turn    bigint   := seconds / 600 + 1;
    next_ring    smallint := (next_turn % 5)::smallint;
BEGIN
    IF seconds % 600 NOT BETWEEN 60 AND 540
       OR EXISTS (SELECT FROM nonce_ledger_turn t WHERE t.ring = next_ring AND t.turn >= next_turn)
       OR NOT pg_try_advisory_xact_lock(hashtext('otagate.recycle_nonce_ledger')) THEN
        RETURN false;
    END IF;
    EXECUTE format('TRUNCATE nonce_ledger_%s', next_ring);
    UPDATE nonce_ledger_turn SET turn = next_turn WHERE ring = next_ring;
    RETURN true;
EXCEPTION
    WHEN lock_not_available THEN
        RETURN false;
END
$$;
