package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes into the tables as psql would, at every isolation level. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ModuleConstraintsIT {
    private DatabaseAddress database;
    private String product;
    private long account;

    @BeforeEach
    void makeAProduct(DatabaseAddress address) {
        database = address;
        product = "p" + System.nanoTime();
        TestPostgres.execute(
                database, "INSERT INTO account (name) VALUES ('constraints') ON CONFLICT (name) DO NOTHING");
        account = TestPostgres.number(database, "SELECT account_id FROM account WHERE name = 'constraints'");
        TestPostgres.execute(
                database,
                "INSERT INTO product (product_key, account_id, name) VALUES ('" + product + "', " + account + ", 'x')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"})
    void rejectsWhatBreaksARule(String level) {
        for (int slot = 1; slot <= 9; slot++) {
            TestPostgres.execute(database, module(product, slot, "m" + slot));
        }

        assertThatThrownBy(() -> atLevel(level, module(product, 10, "M3"))).hasMessageContaining("ota_module_name");
        assertThatThrownBy(() -> atLevel(level, module(product, 10, "Default")))
                .hasMessageContaining("ota_module_name_not_reserved");
        assertThatThrownBy(() -> atLevel(level, module(product, 10, "m\u212A")))
                .hasMessageContaining("ota_module_name_characters");
        assertThatThrownBy(() -> atLevel(level, module("nosuch", 1, "m"))).hasMessageContaining("ota_module_product");
        assertThatCode(() -> atLevel(level, module(product, 10, "m10"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> atLevel(level, module(product, 10, "m11"))).hasMessageContaining("ota_module_slot");
        assertThatThrownBy(() -> atLevel(level, module(product, 11, "m11")))
                .hasMessageContaining("ota_module_ten_slots");
        assertThatThrownBy(() -> atLevel(level, "DELETE FROM product WHERE product_key = '" + product + "'"))
                .hasMessageContaining("ota_module_product");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"})
    void rejectsTheLaterOfTwoTransactions(String level) throws SQLException {
        assertConflict(level, module(product, 1, "ble"), module(product, 2, "BLE"));
        assertConflict(level, module(product, 3, "x"), module(product, 3, "y"));
        TestPostgres.execute(database, "DELETE FROM ota_module WHERE product_key = '" + product + "'");
        assertConflict(level, module(product, 1, "last"), "DELETE FROM product WHERE product_key = '" + product + "'");
        TestPostgres.execute(database, "DELETE FROM ota_module WHERE product_key = '" + product + "'");
        assertConflict(level, "DELETE FROM product WHERE product_key = '" + product + "'", module(product, 1, "late"));

        assertThat(TestPostgres.number(
                        database, "SELECT count(*) FROM ota_module WHERE product_key = '" + product + "'"))
                .isZero();
    }

    // Both transactions have their snapshot before either writes; the second waits for the first.
    private void assertConflict(String level, String first, String second) throws SQLException {
        try (Connection one = begin(level);
                Connection other = begin(level)) {
            one.createStatement().execute(first);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    other.createStatement().execute(second);
                    other.commit();
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            TestPostgres.commitOnceSomeoneWaits(database, one);
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(SQLException.class);
        }
    }

    private Connection begin(String level) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SET TRANSACTION ISOLATION LEVEL " + level);
        connection.createStatement().execute("SELECT count(*) FROM ota_module");
        return connection;
    }

    private void atLevel(String level, String sql) {
        TestPostgres.execute(database, "BEGIN ISOLATION LEVEL " + level + "; " + sql + "; COMMIT");
    }

    private String module(String productKey, int slot, String name) {
        return "INSERT INTO ota_module (product_key, slot, account_id, module_name) VALUES ('" + productKey + "', "
                + slot + ", " + account + ", '" + name + "')";
    }
}
