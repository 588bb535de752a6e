package dev.otagate.bench;

import dev.otagate.account.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** Makes many accounts with a key each, which the command line would take hours for. */
final class Accounts {
    private Accounts() {}

    /** Replaces all accounts; those returned stand in the order of their account's id, as {@link Products} needs it. */
    static List<Credential> replace(Connection connection, int count) throws SQLException {
        byte[] masterKey = Base64.getDecoder().decode(BenchSettings.text("OTAGATE_SECRETS_MASTER_KEY"));
        SecretCipher cipher = new SecretCipher(new SecretKeySpec(masterKey, "AES"));
        List<Credential> credentials = new ArrayList<>();
        connection.setAutoCommit(false);
        try (PreparedStatement emptied =
                        connection.prepareStatement("TRUNCATE account, access_key, product, ota_module");
                PreparedStatement account = connection.prepareStatement(
                        "INSERT INTO account (account_id, name, permits_per_second) OVERRIDING SYSTEM VALUE VALUES (?, ?, 0)");
                PreparedStatement key = connection.prepareStatement(
                        "INSERT INTO access_key (access_key_id, account_id, secret_sealed) VALUES (?, ?, ?)")) {
            emptied.execute();
            for (int i = 1; i <= count; i++) {
                String secret = UUID.randomUUID().toString().replace("-", "");
                Credential credential =
                        new Credential("bench" + UUID.randomUUID().toString().substring(24), secret);
                credentials.add(credential);
                account.setLong(1, i);
                account.setString(2, "bench-" + i);
                account.addBatch();
                key.setString(1, credential.accessKeyId());
                key.setLong(2, i);
                key.setBytes(3, cipher.seal(credential.accessKeyId(), secret.getBytes(StandardCharsets.UTF_8)));
                key.addBatch();
            }
            account.executeBatch();
            key.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
        return credentials;
    }
}
