package dev.otagate.transfer;

import dev.otagate.account.Account;
import dev.otagate.database.Diagnosis;
import dev.otagate.database.SqlResource;
import dev.otagate.server.Futures;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/** The products of an account in a database, oldest first, all of one snapshot. Reads a page ahead, and so needs constant memory. */
final class AccountSource implements Source {
    // The receiver may be slow: a pipe, or an endpoint that the account is compared with.
    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off;"
            + " SET LOCAL idle_in_transaction_session_timeout = '1h'";
    private static final String PRODUCTS = SqlResource.read(AccountSource.class, "read-products.sql");
    private static final String MODULES = """
            SELECT product_key, module_name, alias_name, description, created_at, modified_at
            FROM ota_module
            WHERE product_key = ANY ($1::text[])
            ORDER BY created_at, slot""";

    private final SqlConnection connection;
    private final Account account;
    private final long total;
    private final Queue<ProductContent> page = new ArrayDeque<>();
    private OffsetDateTime lastCreated = OffsetDateTime.MIN;
    private String lastKey = "";
    private boolean ended;

    AccountSource(Pool pool, Account account) {
        this.account = account;
        try {
            connection = Futures.await(pool.getConnection());
            Futures.await(connection.query(BEGIN).execute());
            total = Futures.await(connection
                            .preparedQuery("SELECT count(*) FROM product WHERE account_id = $1")
                            .execute(Tuple.of(account.id())))
                    .iterator()
                    .next()
                    .getLong(0);
        } catch (RuntimeException e) {
            throw new TransferException(Diagnosis.of(e));
        }
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(total);
    }

    @Override
    public Optional<ProductContent> next() {
        if (page.isEmpty() && !ended) {
            try {
                read();
            } catch (RuntimeException e) {
                throw new TransferException(Diagnosis.of(e));
            }
        }
        return Optional.ofNullable(page.poll());
    }

    private void read() {
        RowSet<Row> rows = Futures.await(connection
                .preparedQuery(PRODUCTS)
                .execute(Tuple.of(account.id(), lastCreated, lastKey, Target.MAX_PRODUCTS)));
        List<ProductData> products = new ArrayList<>();
        for (Row row : rows) {
            products.add(product(row));
            lastCreated = row.getOffsetDateTime("created_at");
            lastKey = row.getString("product_key");
        }
        ended = products.size() < Target.MAX_PRODUCTS;
        Map<String, List<ModuleData>> modules = modules(products);
        products.forEach(product ->
                page.add(new ProductContent(product, modules.getOrDefault(product.productKey(), List.of()))));
    }

    private Map<String, List<ModuleData>> modules(List<ProductData> products) {
        String[] keys = products.stream().map(ProductData::productKey).toArray(String[]::new);
        Map<String, List<ModuleData>> modules = new HashMap<>();
        for (Row row : Futures.await(
                connection.preparedQuery(MODULES).execute(Tuple.tuple().addArrayOfString(keys)))) {
            ModuleData module = module(row);
            modules.computeIfAbsent(module.productKey(), key -> new ArrayList<>())
                    .add(module);
        }
        return modules;
    }

    private static ProductData product(Row row) {
        return new ProductData(
                row.getString("product_key"),
                row.getString("name"),
                row.getString("description"),
                row.getOffsetDateTime("created_at").toInstant(),
                new ProductProperties(
                        row.getInteger("node_type"),
                        row.getInteger("data_format"),
                        row.getInteger("net_type"),
                        row.getString("auth_type"),
                        Optional.ofNullable(row.getString("protocol_type")),
                        row.getString("aliyun_commodity_code")));
    }

    private static ModuleData module(Row row) {
        return new ModuleData(
                row.getString("product_key"),
                row.getString("module_name"),
                Optional.ofNullable(row.getString("alias_name")),
                Optional.ofNullable(row.getString("description")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("modified_at").toInstant());
    }

    /** Ends the snapshot with the connection. */
    @Override
    public void close() {
        ended = true;
        connection.query("ROLLBACK").execute().onComplete(done -> connection.close());
    }
}
