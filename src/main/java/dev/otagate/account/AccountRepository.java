package dev.otagate.account;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Accounts in the database. A request of the operator that cannot be met fails with {@link AccountException}. Thread-safe. */
public final class AccountRepository {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";
    private static final String INVALID_NAME = "an account's name must have " + OperatorName.RULE;

    private final Pool pool;

    public AccountRepository(Pool pool) {
        this.pool = pool;
    }

    /** Creates an account; an absent rate or burst is the gateway's default. */
    public Future<Account> create(String name, OptionalInt permitsPerSecond, OptionalInt burst) {
        return OperatorName.check(name, INVALID_NAME)
                .compose(
                        valid -> pool.preparedQuery("""
                        INSERT INTO account (name, permits_per_second, burst) VALUES ($1, $2, $3)
                        RETURNING account_id, name, permits_per_second, burst""").execute(Tuple.of(name, boxed(permitsPerSecond), boxed(burst))))
                .map(rows -> account(rows.iterator().next()))
                .recover(cause -> explain(cause, "there is already an account " + name, INVALID_NAME));
    }

    /** Sets an account's rate and burst; an absent one is the gateway's default from then on. */
    public Future<Account> update(String name, OptionalInt permitsPerSecond, OptionalInt burst) {
        return pool.preparedQuery("""
                        UPDATE account SET permits_per_second = $2, burst = $3 WHERE name = $1
                        RETURNING account_id, name, permits_per_second, burst""")
                .execute(Tuple.of(name, boxed(permitsPerSecond), boxed(burst)))
                .compose(rows -> first(rows, "there is no account " + name))
                .map(AccountRepository::account);
    }

    /** The account of that name; fails if there is none. */
    public Future<Account> named(String name) {
        return pool.preparedQuery("SELECT account_id, name, permits_per_second, burst FROM account WHERE name = $1")
                .execute(Tuple.of(name))
                .compose(rows -> first(rows, "there is no account " + name))
                .map(AccountRepository::account);
    }

    public Future<List<Account>> all() {
        return pool.query("SELECT account_id, name, permits_per_second, burst FROM account ORDER BY name")
                .execute()
                .map(rows -> stream(rows).map(AccountRepository::account).toList());
    }

    static Future<Row> first(RowSet<Row> rows, String ifNone) {
        Optional<Row> row = stream(rows).findFirst();
        return row.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(new AccountException(ifNone)));
    }

    static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    static <T> Future<T> explain(Throwable cause, String ifTaken, String ifInvalid) {
        String state = cause instanceof PgException failure ? failure.getSqlState() : "";
        if (UNIQUE_VIOLATION.equals(state)) {
            return Future.failedFuture(new AccountException(ifTaken));
        }
        return Future.failedFuture(CHECK_VIOLATION.equals(state) ? new AccountException(ifInvalid) : cause);
    }

    static Account account(Row row) {
        return new Account(
                row.getLong("account_id"),
                row.getString("name"),
                optional(row.getInteger("permits_per_second")),
                optional(row.getInteger("burst")));
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }
}
