-- Far pages of an account's products are found in this index alone, the filter by commodity code included: the rows that are
-- skipped are not read.
DROP INDEX product_age;
CREATE INDEX product_age ON product (account_id, created_at, product_key) INCLUDE (aliyun_commodity_code);
