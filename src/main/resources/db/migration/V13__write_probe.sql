-- Finds out whether the database can be written: it needs new blocks, which a full disk does not have. Called only after writes have
-- failed; each call begins with an empty file.
CREATE TABLE write_probe (filler text NOT NULL) WITH (autovacuum_enabled = off);
ALTER TABLE write_probe ALTER COLUMN filler SET STORAGE PLAIN;

CREATE FUNCTION probe_writes() RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET lock_timeout = '1s' AS $$
BEGIN
    TRUNCATE write_probe;
    INSERT INTO write_probe SELECT repeat('x', 8000) FROM generate_series(1, 16);
END
$$;
