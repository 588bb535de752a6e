-- Which keys and accounts each revision changed, so that a node forgets those and no others. A row without either means all of them.
-- The last thousand revisions are kept; a node that has missed more reads everything anew.
CREATE TABLE access_change (
    revision      bigint NOT NULL,
    access_key_id text COLLATE "C",
    account_id    bigint
);
CREATE INDEX access_change_revision ON access_change (revision);

DROP TRIGGER account_changed ON account;
DROP TRIGGER access_key_changed ON access_key;
DROP FUNCTION announce_access_change();

CREATE FUNCTION record_access_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    current_revision bigint;
    changes          bigint := (SELECT count(*) FROM changed);
BEGIN
    IF changes = 0 THEN
        RETURN NULL;
    END IF;
    -- The row lock makes the revisions grow in commit order.
    UPDATE access_revision SET revision = revision + 1 RETURNING revision INTO current_revision;
    IF changes > 1000 THEN
        INSERT INTO access_change (revision) VALUES (current_revision);
    ELSIF TG_TABLE_NAME = 'account' THEN
        INSERT INTO access_change (revision, account_id) SELECT current_revision, c.account_id FROM changed c;
    ELSE
        INSERT INTO access_change (revision, access_key_id) SELECT current_revision, c.access_key_id FROM changed c;
    END IF;
    DELETE FROM access_change WHERE revision <= current_revision - 1000;
    PERFORM pg_notify('otagate_access', current_revision::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER account_updated AFTER UPDATE ON account REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER account_deleted AFTER DELETE ON account REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER access_key_inserted AFTER INSERT ON access_key REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER access_key_updated AFTER UPDATE ON access_key REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
-- A key whose id is changed by hand: the old one is gone.
CREATE TRIGGER access_key_replaced AFTER UPDATE ON access_key REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
CREATE TRIGGER access_key_deleted AFTER DELETE ON access_key REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION record_access_change();
