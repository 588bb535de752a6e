package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.server.Futures;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that operators give to accounts and products. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountNamesIT {
    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    @BeforeAll
    void connect(DatabaseAddress database) {
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(database.connectOptions())
                .using(vertx)
                .build();
    }

    @AfterAll
    void close() {
        Futures.await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u00a0\u3000", "a\nb", "a\u0000b", "a\u001b[2J", "a\u2028b", "a\u202eb"})
    void rejectsANameThatCannotBeReadOrShown(String name) {
        assertThatThrownBy(() -> account(name))
                .isInstanceOf(AccountException.class)
                .hasMessage("an account's name must have " + OperatorName.RULE);
        Account owner = account("owner of " + name.length() + name.hashCode());
        assertThatThrownBy(() -> product(owner, name))
                .isInstanceOf(AccountException.class)
                .hasMessageEndingWith("a product's name " + OperatorName.RULE);
    }

    @Test
    void keepsSpacesAndOtherScripts() {
        String name = " 蓝牙 é\uD83D\uDE00 ";

        assertThat(account(name).name()).isEqualTo(name);
        assertThat(product(account("other"), name).name()).isEqualTo(name);
    }

    private Account account(String name) {
        return Futures.await(new AccountRepository(pool).create(name, OptionalInt.empty(), OptionalInt.empty()));
    }

    private Product product(Account owner, String name) {
        return Futures.await(new ProductRepository(pool).create(owner, Optional.empty(), Optional.of(name)));
    }
}
