package dev.otagate.contract;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway with an account and a key for the class, and a product for each test. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractTest {
    DatabaseAddress database;
    TestGateway gateway;
    TestClient client;
    Account account;
    NewAccessKey key;
    String product;

    @BeforeAll
    void startGateway(DatabaseAddress own) {
        database = own;
        gateway = TestGateway.start(own);
        client = new TestClient(gateway.endpoint());
        account = gateway.account();
        key = gateway.key(account);
    }

    @BeforeEach
    void makeProduct() {
        product = gateway.product(account);
    }

    @AfterAll
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    SignedRequest create(String moduleName) {
        return SignedRequest.createModule(key, product, moduleName);
    }

    long modules() {
        return TestPostgres.number(database, "SELECT count(*) FROM ota_module WHERE product_key = '" + product + "'");
    }
}
