package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.otagate.config.ConfigException;
import dev.otagate.config.ConfigLoader;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.server.Futures;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class MasterKeyIT {
    private static final Map<String, String> OTHER_KEY =
            Map.of("OTAGATE_SECRETS_MASTER_KEY", "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");

    @Test
    void stopsTheStartUntilTheSecretsThatItDoesNotOpenAreReissued(DatabaseAddress database) {
        NewAccessKey key;
        NewAccessKey other;
        String product;
        try (TestGateway gateway = TestGateway.start(database)) {
            Account account = gateway.account();
            key = gateway.key(account);
            other = gateway.key(account);
            product = gateway.product(account);
        }
        assertThatThrownBy(() -> TestGateway.start(database, OTHER_KEY))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "secrets.masterKeyFile: the secrets in the database were sealed with another key:")
                .hasMessageContaining("otagate key reissue");

        NewAccessKey reissued = reissue(database, key);

        try (TestGateway gateway = TestGateway.start(database, OTHER_KEY)) {
            TestClient client = new TestClient(gateway.endpoint());
            assertThat(client.send(SignedRequest.createModule(reissued, product, "a"))
                            .success())
                    .isTrue();
            assertThat(client.send(SignedRequest.createModule(key, product, "b"))
                            .code())
                    .isEqualTo("SignatureDoesNotMatch");
            // The key is looked up once, and not by each request.
            assertThat(warnings(() -> {
                        for (int i = 0; i < 20; i++) {
                            Reply unusable = client.send(SignedRequest.createModule(other, product, "c"));
                            assertThat(unusable.status()).isEqualTo(400);
                            assertThat(unusable.code()).isEqualTo("InvalidAccessKeyId.Inactive");
                        }
                    }))
                    .hasSize(1)
                    .allSatisfy(line -> {
                        assertThat(line.getMessage()).contains("otagate key reissue");
                        assertThat(line.getKeyValuePairs())
                                .extracting(pair -> pair.value)
                                .contains(other.accessKeyId());
                    });

            NewAccessKey usable = reissue(database, other);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(client.send(SignedRequest.createModule(usable, product, "d")))
                            .matches(Reply::success));
        }
    }

    private static List<ILoggingEvent> warnings(Runnable action) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(AccessKeyRepository.class);
        logger.addAppender(log);
        action.run();
        logger.detachAppender(log);
        return log.list;
    }

    private static NewAccessKey reissue(DatabaseAddress database, NewAccessKey key) {
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool = PgBuilder.pool()
                    .connectingTo(database.connectOptions())
                    .using(vertx)
                    .build();
            SecretCipher cipher = new SecretCipher(MasterKey.load(
                    ConfigLoader.load(Optional.empty(), OTHER_KEY).secrets(), false));
            return Futures.await(new AccessKeyRepository(pool, cipher).reissue(key.accessKeyId()));
        } finally {
            Futures.await(vertx.close());
        }
    }
}
