package dev.otagate.sdk;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One database, served over HTTP and over HTTPS, for one of the vendor's SDKs. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SdkTest {
    static final String ALIAS = "蓝牙";
    static final String DESC = "a+b c/d=e&f%*~ '()!";

    TestGateway http;
    TestGateway https;
    Account account;
    NewAccessKey key;

    @BeforeAll
    void start(DatabaseAddress database, @TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        http = TestGateway.start(database);
        https = TestGateway.start(database, certificate.settings());
        account = http.account();
        key = http.key(account);
    }

    @AfterAll
    void stop() {
        http.close();
        https.close();
    }

    /** Where the SDK is to send its requests: host and port. */
    String endpoint(boolean tls) {
        return "127.0.0.1:" + (tls ? https : http).port();
    }
}
