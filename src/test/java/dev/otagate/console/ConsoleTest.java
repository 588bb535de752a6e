package dev.otagate.console;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.ConsoleBrowser;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway with a console, an account with a key and a product, and a browser with a session. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleTest {
    DatabaseAddress database;
    TestGateway gateway;
    Account account;
    NewAccessKey key;
    String product;
    ConsoleBrowser browser;

    @BeforeAll
    void start(DatabaseAddress own) {
        database = own;
        gateway = startGateway(own);
        account = gateway.account();
        key = gateway.key(account);
        product = gateway.product(account);
        browser = ConsoleBrowser.open(gateway, gateway.consoleLink(key));
    }

    TestGateway startGateway(DatabaseAddress own) {
        return TestGateway.start(own, settings());
    }

    Map<String, String> settings() {
        return Map.of();
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
