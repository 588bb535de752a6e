-- The first answer to a request with a ClientToken, and to any change where resends are answered (retry.answerResends).
--   key_hash      128 bits of SHA-256 of the account and its ClientToken, or of the nonce
--   request_hash  of the operation and its parameters: the same key with another one is a mismatch
--   resend_hash   of the signature: tells a resend of the same request from a replayed nonce; NULL where resends are refused
--   outcome, data as the operation's statement tells them; request_id is the first request's
-- A ring of five partitions like the nonce ledger's, with turns of eight hours, so that an answer is kept for a day at least.
CREATE TABLE kept_answer (
    ring         smallint NOT NULL,
    key_hash     uuid     NOT NULL,
    request_hash uuid     NOT NULL,
    resend_hash  uuid,
    request_id   uuid     NOT NULL,
    outcome      smallint NOT NULL,
    data         text
) PARTITION BY LIST (ring);

CREATE TABLE kept_answer_0 PARTITION OF kept_answer FOR VALUES IN (0);
CREATE TABLE kept_answer_1 PARTITION OF kept_answer FOR VALUES IN (1);
CREATE TABLE kept_answer_2 PARTITION OF kept_answer FOR VALUES IN (2);
CREATE TABLE kept_answer_3 PARTITION OF kept_answer FOR VALUES IN (3);
CREATE TABLE kept_answer_4 PARTITION OF kept_answer FOR VALUES IN (4);

CREATE UNIQUE INDEX kept_answer_0_key ON kept_answer_0 (key_hash);
CREATE UNIQUE INDEX kept_answer_1_key ON kept_answer_1 (key_hash);
CREATE UNIQUE INDEX kept_answer_2_key ON kept_answer_2 (key_hash);
CREATE UNIQUE INDEX kept_answer_3_key ON kept_answer_3 (key_hash);
CREATE UNIQUE INDEX kept_answer_4_key ON kept_answer_4 (key_hash);

-- Which turn each partition of each ring was last emptied for.
CREATE TABLE ring_turn (
    ring_table text,
    ring       smallint,
    turn       bigint NOT NULL,
    PRIMARY KEY (ring_table, ring)
);
INSERT INTO ring_turn SELECT 'nonce_ledger', ring, turn FROM nonce_ledger_turn;
INSERT INTO ring_turn SELECT 'kept_answer', ring, 0 FROM generate_series(0, 4) AS ring;
DROP TABLE nonce_ledger_turn;

-- Empties the partition that comes next, once a turn; called by every node every few seconds.
-- Gives up after 40 ms rather than let a batch wait; the next call tries again. Only the middle of a turn is used:
-- a minute late covers clocks that differ, and the last minute belongs to statements that write ahead (see the batch).
CREATE FUNCTION recycle_ring(recycled text, turn_seconds bigint) RETURNS boolean
    LANGUAGE plpgsql SET lock_timeout = '40ms' AS $$
DECLARE
    seconds   bigint   := floor(extract(epoch FROM clock_timestamp()))::bigint;
    next_turn bigint   := seconds / turn_seconds + 1;
    next_ring smallint := (next_turn % 5)::smallint;
BEGIN
    IF seconds % turn_seconds NOT BETWEEN 60 AND turn_seconds - 60
       OR EXISTS (SELECT FROM ring_turn t
                  WHERE t.ring_table = recycled AND t.ring = next_ring AND t.turn >= next_turn)
       OR NOT pg_try_advisory_xact_lock(hashtext('otagate.recycle.' || recycled)) THEN
        RETURN false;
    END IF;
    EXECUTE format('TRUNCATE %I', recycled || '_' || next_ring);
    UPDATE ring_turn SET turn = next_turn WHERE ring_table = recycled AND ring = next_ring;
    RETURN true;
EXCEPTION
    WHEN lock_not_available THEN
        RETURN false;
END
$$;

CREATE OR REPLACE FUNCTION recycle_nonce_ledger() RETURNS boolean LANGUAGE sql
    AS $$ SELECT recycle_ring('nonce_ledger', 600) $$;
CREATE FUNCTION recycle_kept_answers() RETURNS boolean LANGUAGE sql
    AS $$ SELECT recycle_ring('kept_answer', 28800) $$;

-- Ends a statement that lost a race and must be done again as a whole; nothing of it stays.
CREATE FUNCTION begin_again() RETURNS smallint LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'met a concurrent change' USING ERRCODE = 'serialization_failure';
END
$$;
