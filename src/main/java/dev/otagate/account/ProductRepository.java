package dev.otagate.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Products in the database, for operators. Thread-safe. */
public final class ProductRepository {
    private static final String INVALID =
            "a product key must have 1 to 64 letters and digits, a product's name " + OperatorName.RULE;

    private final Pool pool;
    private final RandomNames names = new RandomNames();

    public ProductRepository(Pool pool) {
        this.pool = pool;
    }

    /** Creates a product; the default of its key is random, that of its name is the key. */
    public Future<Product> create(Account account, Optional<String> productKey, Optional<String> name) {
        String key = productKey.orElseGet(names::productKey);
        return OperatorName.check(name.orElse(key), INVALID)
                .compose(valid -> pool.preparedQuery("""
                        INSERT INTO product (product_key, account_id, name) VALUES ($1, $2, $3)
                        RETURNING product_key, name, created_at""").execute(Tuple.of(key, account.id(), name.orElse(key))))
                .map(rows -> product(rows.iterator().next()))
                .recover(cause -> AccountRepository.explain(cause, "there is already a product " + key, INVALID));
    }

    /** The products of an account, oldest first. */
    public Future<List<Product>> of(Account account) {
        return pool.preparedQuery("""
                        SELECT product_key, name, created_at FROM product
                        WHERE account_id = $1 ORDER BY created_at, product_key""")
                .execute(Tuple.of(account.id()))
                .map(rows -> AccountRepository.stream(rows)
                        .map(ProductRepository::product)
                        .toList());
    }

    /** The oldest product of an account, if it has one. */
    public Future<Optional<Product>> oldest(Account account) {
        return pool.preparedQuery("""
                        SELECT product_key, name, created_at FROM product
                        WHERE account_id = $1 ORDER BY created_at, product_key LIMIT 1""")
                .execute(Tuple.of(account.id()))
                .map(rows -> AccountRepository.stream(rows).findFirst().map(ProductRepository::product));
    }

    /** A page of the products of an account, oldest first, with the number of all. */
    public Future<ProductPage> page(Account account, int page, int size) {
        return pool.preparedQuery("""
                        SELECT p.product_key, p.name, p.created_at, t.total
                        FROM (SELECT count(*) AS total FROM product WHERE account_id = $1) t
                        LEFT JOIN LATERAL (
                            SELECT product_key, name, created_at FROM product
                            WHERE account_id = $1 ORDER BY created_at, product_key LIMIT $2 OFFSET $3
                        ) p ON true
                        ORDER BY p.created_at, p.product_key""")
                .execute(Tuple.of(account.id(), (long) size, (page - 1L) * size))
                .map(rows -> new ProductPage(
                        AccountRepository.stream(rows)
                                .filter(row -> row.getString("product_key") != null)
                                .map(ProductRepository::product)
                                .toList(),
                        page,
                        size,
                        rows.iterator().next().getLong("total")));
    }

    private static Product product(Row row) {
        return new Product(
                row.getString("product_key"),
                row.getString("name"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
