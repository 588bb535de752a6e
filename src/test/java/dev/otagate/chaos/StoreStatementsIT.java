package dev.otagate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.chaos.Operation.Kind;
import dev.otagate.chaos.Operation.Result;
import dev.otagate.chaos.StatementRunner.Batch;
import dev.otagate.chaos.StatementRunner.Form;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random batches of modules and of products' deletions, of two accounts, on a real database. They run by each form of the statements, on
 * one connection and on three at once. The model of the chaos test explains every outcome and the final rows; on one connection the
 * commands of a batch must take effect in their order.
 */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class StoreStatementsIT {
    private static final int PRODUCTS = 4;
    private static final int MAX_STEPS = 2_000_000;
    private static final List<String> NAMES =
            List.of("a", "A", "b", "B", "c", "C", "d", "e", "f", "g", "h", "i", "j", "k", "L", "l");
    private static final Map<Kind, List<String>> CODES = Map.of(
            Kind.CREATE,
            List.of("iot.prod.NotExistedProduct", "iot.ota.AlreadyExistedModuleName", "iot.ota.ModuleCountExceedMax"),
            Kind.UPDATE,
            List.of("iot.prod.NotExistedProduct", "iot.ota.NotExistedModule"),
            Kind.DELETE,
            List.of("iot.prod.NotExistedProduct", "iot.ota.NotExistedModule"),
            Kind.DELETE_PRODUCT,
            List.of("iot.prod.NotExistedProduct", "iot.prod.ExistedModule"));

    private final History history = new History();
    private DatabaseAddress database;
    private long owner;
    private long otherAccount;
    private String prefix;
    private boolean inOrder;

    @BeforeEach
    void makeProducts(DatabaseAddress address) {
        database = address;
        prefix = "p" + System.nanoTime() + "x";
        owner = account("owner" + prefix);
        otherAccount = account("other" + prefix);
        for (int i = 0; i < PRODUCTS; i++) {
            TestPostgres.execute(
                    database,
                    "INSERT INTO product (product_key, account_id, name) VALUES ('" + prefix + i + "', " + owner
                            + ", 'x')");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FAST, 1, 1",
        "FAST, 1, 2",
        "FALLBACK, 1, 3",
        "FALLBACK, 1, 4",
        "STORED, 1, 5",
        "STORED, 1, 6",
        "FAST, 3, 7",
        "FAST, 3, 8",
        "FALLBACK, 3, 9",
        "FALLBACK, 3, 10",
        "STORED, 3, 11",
        "STORED, 3, 12"
    })
    void returnsOutcomesThatTheModelExplains(Form form, int connections, long seed) {
        check(form, connections, seed);
    }

    @ParameterizedTest
    @CsvSource({"FAST, 1", "FALLBACK, 1", "STORED, 1", "FAST, 3", "FALLBACK, 3", "STORED, 3"})
    void returnsOutcomesThatTheModelExplainsForANewSeed(Form form, int connections) {
        check(form, connections, System.nanoTime());
    }

    private void check(Form form, int connections, long seed) {
        inOrder = connections == 1;
        List<CompletableFuture<Void>> clients = IntStream.range(0, connections)
                .mapToObj(i -> CompletableFuture.runAsync(() -> runBatches(form, new Random(seed * 31 + i))))
                .toList();
        clients.forEach(CompletableFuture::join);
        IntStream.range(0, PRODUCTS).forEach(i -> history.add(listed(prefix + i)));

        history.byProduct()
                .forEach((product, operations) -> assertThat(new LinearizabilityChecker(MAX_STEPS).check(operations))
                        .as("seed %d, %s: %s", seed, product, operations)
                        .isEqualTo(LinearizabilityChecker.Verdict.LINEARIZABLE));
    }

    @Test
    void settlesManyChangesOfOneModuleInOneStatementInOrder() throws SQLException {
        int changes = 512;
        String product = prefix + 0;
        try (Connection connection = database.dataSource().getConnection()) {
            StatementRunner runner = new StatementRunner(connection);
            runner.run(new Batch("CreateOTAModule", Form.FAST, rows(1, i -> row(owner, product, "m", "a", "d"))), 0);
            int[] updates = runner.run(
                    new Batch(
                            "UpdateOTAModule",
                            Form.FAST,
                            rows(changes, i -> row(owner, product, "M", i == 7 ? "b" : null, "d" + i))),
                    0);
            assertThat(TestPostgres.text(
                            database,
                            "SELECT alias_name || description FROM ota_module WHERE product_key = '" + product + "'"))
                    .isEqualTo("bd" + (changes - 1));
            int[] deletions = runner.run(
                    new Batch("DeleteOTAModule", Form.FAST, rows(changes, i -> row(owner, product, "m"))), 0);

            assertThat(updates).containsOnly(0);
            assertThat(deletions[0]).isZero();
            assertThat(Arrays.copyOfRange(deletions, 1, changes)).containsOnly(4);
            assertThat(runner.statements()).isEqualTo(3);
        }
    }

    private void runBatches(Form form, Random random) {
        try (Connection connection = database.dataSource().getConnection()) {
            StatementRunner runner = new StatementRunner(connection);
            for (int batch = 0; batch < 30; batch++) {
                runBatch(runner, form, random, batch);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void runBatch(StatementRunner runner, Form form, Random random, int number) throws SQLException {
        int percent = random.nextInt(100);
        Kind kind = percent < 60
                ? Kind.CREATE
                : percent < 75 ? Kind.UPDATE : percent < 96 ? Kind.DELETE : Kind.DELETE_PRODUCT;
        List<Object[]> rows = new ArrayList<>();
        IntStream.rangeClosed(0, random.nextInt(kind == Kind.DELETE_PRODUCT ? 1 : 8))
                .forEach(i -> rows.add(randomRow(kind, random, number + "." + i)));
        long invoked = System.nanoTime();
        int[] outcomes = runner.run(new Batch(kind.action(), form, rows), random.nextInt(3_000));
        long returned = System.nanoTime();
        for (int i = 0; i < outcomes.length; i++) {
            Object[] row = rows.get(i);
            String name = kind.namesModule() ? ((String) row[2]).toLowerCase(Locale.ROOT) : "";
            Result result = outcomes[i] == 0
                    ? new Result.Done()
                    : new Result.Rejected(CODES.get(kind).get(outcomes[i] - 3));
            if (row[0].equals(otherAccount)) {
                assertThat(outcomes[i]).isEqualTo(3);
            } else {
                String description = row.length > 4 ? (String) row[4] : "";
                // Disjoint intervals have one order.
                long from = inOrder ? invoked + 2L * i : invoked;
                long to = inOrder ? from + 1 : returned;
                history.add(new Operation(kind, (String) row[1], name, description, from, to, result));
            }
        }
    }

    private Object[] randomRow(Kind kind, Random random, String description) {
        long account = random.nextInt(10) == 0 ? otherAccount : owner;
        String product = prefix + random.nextInt(PRODUCTS);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (kind) {
            case DELETE -> row(account, product, name);
            case DELETE_PRODUCT -> row(account, product);
            default -> row(account, product, name, null, description + "/" + random.nextInt());
        };
    }

    private Operation listed(String product) {
        long now = System.nanoTime();
        if (TestPostgres.number(database, "SELECT count(*) FROM product WHERE product_key = '" + product + "'") == 0) {
            assertThat(modules(product)).isEmpty();
            return new Operation(
                    Kind.LIST, product, "", "", now, now + 1, new Result.Rejected("iot.prod.NotExistedProduct"));
        }
        return new Operation(Kind.LIST, product, "", "", now, now + 1, new Result.Listed(modules(product)));
    }

    private Map<String, String> modules(String product) {
        Map<String, String> modules = new HashMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT lower(module_name), description FROM ota_module WHERE product_key = '" + product
                                + "'")) {
            while (rows.next()) {
                modules.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return modules;
    }

    private long account(String name) {
        TestPostgres.execute(database, "INSERT INTO account (name) VALUES ('" + name + "')");
        return TestPostgres.number(database, "SELECT account_id FROM account WHERE name = '" + name + "'");
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static List<Object[]> rows(int count, IntFunction<Object[]> row) {
        return IntStream.range(0, count).mapToObj(row).toList();
    }
}
