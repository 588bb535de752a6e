package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.config.ConfigException;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class MasterKeyIT {
    @Test
    void stopsTheStartWhereItIsNotTheOneThatSecretsWereSealedWith(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database)) {
            gateway.key(gateway.account());
        }
        Map<String, String> otherKey =
                Map.of("OTAGATE_SECRETS_MASTER_KEY", "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");

        assertThatThrownBy(() -> TestGateway.start(database, otherKey))
                .isInstanceOf(ConfigException.class)
                .hasMessage("secrets.masterKeyFile: the secrets in the database were sealed with another key");
    }
}
