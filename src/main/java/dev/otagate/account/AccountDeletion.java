package dev.otagate.account;

import dev.otagate.database.Diagnosis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Deletes accounts with everything that belongs to them. Thread-safe. */
public final class AccountDeletion {
    // A foreign key, a concurrent change, or a deadlock.
    private static final Set<String> CONFLICTS = Set.of("23503", "40001", "40P01");
    private static final int MAX_ATTEMPTS = 40;
    private static final long RETRY_MS = 100;
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM access_key WHERE account_id = $1) AS access_keys,
                   (SELECT count(*) FROM product WHERE account_id = $1) AS products,
                   (SELECT count(*) FROM ota_module m JOIN product p USING (product_key) WHERE p.account_id = $1) AS modules""";
    private static final String DELETE_KEYS = """
            WITH keys AS (DELETE FROM access_key WHERE account_id = $1 RETURNING 1)
            SELECT count(*) AS access_keys, 0::bigint AS products, 0::bigint AS modules FROM keys""";
    // The foreign key of the modules is checked after the whole statement.
    private static final String DELETE_SOME = """
            WITH doomed AS MATERIALIZED (
                SELECT product_key FROM product WHERE account_id = $1 ORDER BY product_key LIMIT 1000 FOR UPDATE
            ),
            modules AS (
                DELETE FROM ota_module WHERE product_key = ANY (ARRAY(SELECT product_key FROM doomed)) RETURNING 1
            ),
            products AS (
                DELETE FROM product WHERE product_key = ANY (ARRAY(SELECT product_key FROM doomed)) RETURNING 1
            )
            SELECT 0::bigint AS access_keys, (SELECT count(*) FROM products) AS products,
                   (SELECT count(*) FROM modules) AS modules""";
    private static final String DELETE_ACCOUNT = """
            WITH keys AS (DELETE FROM access_key WHERE account_id = $1 RETURNING 1),
            deleted AS (DELETE FROM account WHERE account_id = $1)
            SELECT (SELECT count(*) FROM keys) AS access_keys, 0::bigint AS products, 0::bigint AS modules""";

    private final Vertx vertx;
    private final Pool pool;

    /** Deletions on a pool of connections. */
    public AccountDeletion(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** Counts what belongs to an account. */
    public Future<AccountContent> count(Account account) {
        return run(COUNT, account);
    }

    /**
     * Deletes the keys of an account first, so that clients create nothing more, then its products with their modules, then the account.
     * Each step is committed by itself: after a failure, the rest is still there, and another call deletes it.
     *
     * @return what was deleted
     */
    public Future<AccountContent> delete(Account account) {
        return run(DELETE_KEYS, account)
                .compose(deleted -> deleteProducts(account, deleted))
                .compose(deleted -> retrying(DELETE_ACCOUNT, account, 1).map(last -> sum(deleted, last)));
    }

    private Future<AccountContent> deleteProducts(Account account, AccountContent before) {
        return retrying(DELETE_SOME, account, 1)
                .compose(some -> some.products() == 0
                        ? Future.succeededFuture(before)
                        : deleteProducts(account, sum(before, some)));
    }

    // Nodes accept requests of a deleted key for up to a second.
    private Future<AccountContent> retrying(String sql, Account account, int attempt) {
        return run(sql, account).recover(cause -> {
            boolean again = attempt < MAX_ATTEMPTS
                    && Diagnosis.sqlState(cause).filter(CONFLICTS::contains).isPresent();
            return again
                    ? vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).compose(fired -> retrying(sql, account, attempt + 1))
                    : Future.failedFuture(cause);
        });
    }

    private Future<AccountContent> run(String sql, Account account) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(account.id()))
                .map(rows -> content(rows.iterator().next()));
    }

    private static AccountContent content(Row row) {
        return new AccountContent(row.getLong("access_keys"), row.getLong("products"), row.getLong("modules"));
    }

    private static AccountContent sum(AccountContent left, AccountContent right) {
        return new AccountContent(
                left.accessKeys() + right.accessKeys(),
                left.products() + right.products(),
                left.modules() + right.modules());
    }
}
