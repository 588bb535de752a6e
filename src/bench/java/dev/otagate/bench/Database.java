package dev.otagate.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The bench's own connection to PostgreSQL: fills, empties and counts tables. */
final class Database implements AutoCloseable {
    private static final String ACCOUNTS =
            "(SELECT array_agg(account_id ORDER BY account_id) AS ids FROM account) AS a";

    private final Connection connection;
    private final List<String> moduleTables = new ArrayList<>(List.of("ota_module"));

    /** Reads where the server is from libpq's variables, which pgbench uses, too. */
    Database() throws SQLException {
        String url = "jdbc:postgresql://" + BenchSettings.text("PGHOST") + ":" + BenchSettings.text("PGPORT") + "/"
                + BenchSettings.text("PGDATABASE");
        connection = DriverManager.getConnection(url, BenchSettings.text("PGUSER"), BenchSettings.text("PGPASSWORD"));
    }

    /** Fills products with the keys of {@link Products#key}; they belong to the accounts in turn, by the order of their id. */
    void fillProducts(int count) throws SQLException {
        execute("TRUNCATE product, ota_module");
        execute("INSERT INTO product (product_key, account_id, name) "
                + "SELECT 'bench' || (100000000 + i), a.ids[i % cardinality(a.ids) + 1], 'bench' "
                + "FROM generate_series(0, " + (count - 1) + ") AS i, " + ACCOUNTS);
        execute("VACUUM (ANALYZE) product");
    }

    /** Puts so many modules, and no others, evenly on the products, empties the ledger, and writes all to the disk. */
    void restart(long modules, int products) throws SQLException {
        execute("TRUNCATE nonce_ledger");
        for (String table : moduleTables) {
            execute("TRUNCATE " + table);
            boolean owned = table.equals("ota_module");
            execute("INSERT INTO " + table + " (product_key, slot, module_name" + (owned ? ", account_id" : "") + ") "
                    + "SELECT 'bench' || (100000000 + i % " + products + "), i / " + products + " + 1, 'base-' || i / "
                    + products + (owned ? ", a.ids[i % " + products + " % cardinality(a.ids) + 1]" : "")
                    + " FROM generate_series(0, " + (modules - 1) + ") AS i, " + ACCOUNTS);
            execute("VACUUM (ANALYZE) " + table);
        }
        execute("CHECKPOINT");
    }

    /**
     * Makes a table of modules for programs that do without the gateway. They do not check the owner of a product, so it has none.
     */
    void makeDirectTable() throws SQLException {
        execute("CREATE TABLE direct_module (LIKE ota_module INCLUDING ALL)");
        execute("ALTER TABLE direct_module DROP COLUMN account_id");
        execute("ALTER TABLE direct_module ADD PRIMARY KEY (product_key, slot) INCLUDE (module_name)");
        // INCLUDING ALL has copied the index of names.
        if (BenchSettings.number("BENCH_DIRECT_INDEX") == 0) {
            execute("DROP INDEX direct_module_product_key_lower_idx");
        }
        moduleTables.add("direct_module");
    }

    /** Fills the ledger's current partition and the one before it, as fifteen minutes of requests would. */
    void fillLedger(long nonces) throws SQLException {
        long turn = number("SELECT floor(extract(epoch FROM now()))::bigint / 600");
        for (long i = 0; i < 2; i++) {
            long share = i == 0 ? nonces / 3 : nonces - nonces / 3;
            execute("INSERT INTO nonce_ledger (partition_number, nonce_hash) SELECT " + (turn - i) % 5
                    + ", gen_random_uuid() " + "FROM generate_series(1, " + share + ")");
        }
        execute("VACUUM (ANALYZE) nonce_ledger");
        execute("CHECKPOINT");
    }

    /** See {@link Accounts#replace}. */
    List<Credential> replaceAccounts(int count) throws SQLException {
        return Accounts.replace(connection, count);
    }

    long modules() throws SQLException {
        long modules = 0;
        for (String table : moduleTables) {
            modules += number("SELECT count(*) FROM " + table);
        }
        return modules;
    }

    /** The ledger's partition that takes the nonces now. */
    int ring() throws SQLException {
        return (int) number("SELECT floor(extract(epoch FROM now()))::bigint / 600 % 5");
    }

    /** A setting of the server, such as {@code server_version}. */
    String show(String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
