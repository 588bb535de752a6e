package dev.otagate.account;

import dev.otagate.config.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Access keys in the database, their secrets sealed. Thread-safe. */
public final class AccessKeyRepository {
    private final Pool pool;
    private final SecretCipher cipher;
    private final RandomNames names = new RandomNames();

    /** A repository on a pool of connections. */
    public AccessKeyRepository(Pool pool, SecretCipher cipher) {
        this.pool = pool;
        this.cipher = cipher;
    }

    /** Fails with {@link ConfigException} where the secrets in the database were sealed with another master key. */
    public Future<Void> checkMasterKey() {
        return pool.query("SELECT access_key_id, secret_sealed FROM access_key ORDER BY created_at DESC LIMIT 1")
                .execute()
                .map(rows -> {
                    AccountRepository.stream(rows).forEach(this::open);
                    return null;
                });
    }

    private void open(Row row) {
        try {
            cipher.open(
                    row.getString("access_key_id"),
                    row.getBuffer("secret_sealed").getBytes());
        } catch (IllegalStateException e) {
            throw new ConfigException(
                    "secrets.masterKeyFile: the secrets in the database were sealed with another key");
        }
    }

    /** Makes a key; its secret is known to the caller alone from then on. */
    public Future<NewAccessKey> create(Account account) {
        NewAccessKey key = new NewAccessKey(names.accessKeyId(), names.accessKeySecret());
        byte[] sealed = cipher.seal(key.accessKeyId(), key.accessKeySecret().getBytes(StandardCharsets.UTF_8));
        return pool.preparedQuery(
                        "INSERT INTO access_key (access_key_id, account_id, secret_sealed) VALUES ($1, $2, $3)")
                .execute(Tuple.of(key.accessKeyId(), account.id(), Buffer.buffer(sealed)))
                .map(key);
    }

    /** Enables or disables a key; every node knows within a second. */
    public Future<AccessKeyStatus> setEnabled(String accessKeyId, boolean enabled) {
        return pool.preparedQuery("""
                        UPDATE access_key SET enabled = $2 WHERE access_key_id = $1
                        RETURNING access_key_id, enabled, created_at""")
                .execute(Tuple.of(accessKeyId, enabled))
                .compose(rows -> AccountRepository.first(rows, "there is no access key " + accessKeyId))
                .map(AccessKeyRepository::status);
    }

    /** The keys of an account, oldest first. */
    public Future<List<AccessKeyStatus>> of(Account account) {
        return pool.preparedQuery("""
                        SELECT access_key_id, enabled, created_at FROM access_key
                        WHERE account_id = $1 ORDER BY created_at, access_key_id""")
                .execute(Tuple.of(account.id()))
                .map(rows -> AccountRepository.stream(rows)
                        .map(AccessKeyRepository::status)
                        .toList());
    }

    /** The key of that id with its secret, or nothing. */
    public Future<Optional<AccessKey>> find(String accessKeyId) {
        return pool.preparedQuery("""
                        SELECT k.secret_sealed, k.enabled, a.account_id, a.name, a.permits_per_second, a.burst
                        FROM access_key k JOIN account a USING (account_id)
                        WHERE k.access_key_id = $1""")
                .execute(Tuple.of(accessKeyId))
                .map(rows -> AccountRepository.stream(rows).findFirst().map(row -> accessKey(accessKeyId, row)));
    }

    /** Whether there is a key of that id. */
    public Future<Boolean> exists(String accessKeyId) {
        return pool.preparedQuery("SELECT FROM access_key WHERE access_key_id = $1")
                .execute(Tuple.of(accessKeyId))
                .map(rows -> rows.size() > 0);
    }

    private AccessKey accessKey(String id, Row row) {
        byte[] secret = cipher.open(id, row.getBuffer("secret_sealed").getBytes());
        return new AccessKey(id, secret, row.getBoolean("enabled"), AccountRepository.account(row));
    }

    private static AccessKeyStatus status(Row row) {
        return new AccessKeyStatus(
                row.getString("access_key_id"),
                row.getBoolean("enabled"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
