package dev.otagate.bench;

import java.sql.SQLException;

/** Creates in many products of one account, run after run; the modules are deleted when the products have no room left. */
final class Saturation {
    /** Creates a second to expect before anything was measured. */
    static final double FIRST_GUESS = 30_000;

    final CountedCreates creates;
    private final Database database;
    private final double warmUpSeconds;
    private final double seconds = BenchSettings.number("BENCH_SECONDS");
    private final Products products;

    /** Prints the machine, and fills the database with products. */
    Saturation(Database database, double warmUpSeconds) throws Exception {
        this.database = database;
        this.warmUpSeconds = warmUpSeconds;
        creates = new CountedCreates(database);
        Machine.describe(database).forEach((name, value) -> System.out.println(name + ": " + value));
        int count = BenchSettings.number("BENCH_PRODUCTS");
        products = new Products(count, database.replaceAccounts(1));
        database.fillProducts(count);
        database.restart(count, count);
    }

    /** One run; parameters as in {@link Subject#run}. */
    Measurement run(int connections, double rate, double guess) throws SQLException {
        if (products.room(1) < Math.max(rate, guess * 1.3) * (warmUpSeconds + seconds)) {
            // The nonce ledger keeps its rows.
            database.execute("TRUNCATE ota_module");
            products.restart();
        }
        return creates.run(products, connections, rate, guess, warmUpSeconds, seconds);
    }
}
