-- Nothing in the ledger is updated or deleted, no look-up counts on the visibility map, and each partition is truncated before
-- its next turn: vacuum would read and write millions of rows to no purpose, and statistics would not change a plan.
ALTER TABLE nonce_ledger_0 SET (autovacuum_enabled = off);
ALTER TABLE nonce_ledger_1 SET (autovacuum_enabled = off);
ALTER TABLE nonce_ledger_2 SET (autovacuum_enabled = off);
ALTER TABLE nonce_ledger_3 SET (autovacuum_enabled = off);
ALTER TABLE nonce_ledger_4 SET (autovacuum_enabled = off);
