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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access keys in the database, with encrypted secrets. Thread-safe. */
public final class AccessKeyRepository {
    private static final Logger LOG = LoggerFactory.getLogger(AccessKeyRepository.class);
    private static final int CHECKED_KEYS = 1_000;
    private static final int MAX_SECRETS = 10;

    private final Pool pool;
    private final Supplier<SecretCipher> cipher;
    private final RandomNames names = new RandomNames();

    public AccessKeyRepository(Pool pool, SecretCipher cipher) {
        this(pool, () -> cipher);
    }

    /** The same; the cipher is created only if a secret is read or written. */
    public AccessKeyRepository(Pool pool, Supplier<SecretCipher> cipher) {
        this.pool = pool;
        this.cipher = cipher;
    }

    public static Future<Boolean> hasAny(Pool pool) {
        return pool.query("SELECT EXISTS (SELECT FROM access_key)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Fails with {@link ConfigException} if there are secrets, and all were sealed with another master key. If only some were, as after
     * the reissue of a part of the keys, logs their number.
     */
    public Future<Void> checkMasterKey() {
        return pool.query("SELECT access_key_id, secret_sealed FROM access_key ORDER BY created_at DESC LIMIT "
                        + CHECKED_KEYS)
                .execute()
                .map(rows -> {
                    long foreign = AccountRepository.stream(rows)
                            .filter(row ->
                                    open(row.getString("access_key_id"), row).isEmpty())
                            .count();
                    if (foreign > 0 && foreign == rows.size()) {
                        throw new ConfigException(
                                "secrets.masterKeyFile: the secrets in the database were sealed with another key:"
                                        + " restore that key, or give the keys new secrets with otagate key reissue");
                    }
                    if (foreign > 0) {
                        LOG.atWarn()
                                .addKeyValue("keys", foreign)
                                .log("secrets of access keys were sealed with another master key: restore it, or give"
                                        + " them new secrets with otagate key reissue");
                    }
                    return null;
                });
    }

    private Optional<byte[]> open(String accessKeyId, Row row) {
        try {
            return Optional.of(cipher.get()
                    .open(accessKeyId, row.getBuffer("secret_sealed").getBytes()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Creates a key. Only the result has the secret. */
    public Future<NewAccessKey> create(Account account) {
        NewAccessKey key = new NewAccessKey(names.accessKeyId(), names.accessKeySecret());
        return pool.preparedQuery(
                        "INSERT INTO access_key (access_key_id, account_id, secret_sealed) VALUES ($1, $2, $3)")
                .execute(Tuple.of(key.accessKeyId(), account.id(), Buffer.buffer(seal(key))))
                .map(key);
    }

    /** Replaces the secret of a key. The old secret need not be readable. */
    public Future<NewAccessKey> reissue(String accessKeyId) {
        NewAccessKey key = new NewAccessKey(accessKeyId, names.accessKeySecret());
        return pool.preparedQuery("UPDATE access_key SET secret_sealed = $2 WHERE access_key_id = $1 RETURNING 1")
                .execute(Tuple.of(accessKeyId, Buffer.buffer(seal(key))))
                .compose(rows -> AccountRepository.first(rows, "there is no access key " + accessKeyId))
                .map(key);
    }

    public Future<Account> owner(String accessKeyId) {
        return pool.preparedQuery("""
                        SELECT a.account_id, a.name, a.permits_per_second, a.burst
                        FROM access_key k JOIN account a USING (account_id)
                        WHERE k.access_key_id = $1""")
                .execute(Tuple.of(accessKeyId))
                .compose(rows -> AccountRepository.first(rows, "there is no access key " + accessKeyId))
                .map(AccountRepository::account);
    }

    private byte[] seal(NewAccessKey key) {
        return cipher.get().seal(key.accessKeyId(), key.accessKeySecret().getBytes(StandardCharsets.UTF_8));
    }

    /** Enables or disables a key, on every node within a second. */
    public Future<AccessKeyStatus> setEnabled(String accessKeyId, boolean enabled) {
        return pool.preparedQuery("""
                        UPDATE access_key SET enabled = $2 WHERE access_key_id = $1
                        RETURNING access_key_id, enabled, created_at""")
                .execute(Tuple.of(accessKeyId, enabled))
                .compose(rows -> AccountRepository.first(rows, "there is no access key " + accessKeyId))
                .map(AccessKeyRepository::status);
    }

    /** Deletes a key: within a second, every node rejects it. */
    public Future<Void> delete(String accessKeyId) {
        return pool.preparedQuery("DELETE FROM access_key WHERE access_key_id = $1 RETURNING 1")
                .execute(Tuple.of(accessKeyId))
                .compose(rows -> AccountRepository.first(rows, "there is no access key " + accessKeyId))
                .mapEmpty();
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

    /** The newest enabled key of each account that has one; at most two. */
    public Future<List<String>> newestEnabledOfEachAccount() {
        return pool.query("""
                        SELECT DISTINCT ON (account_id) access_key_id FROM access_key
                        WHERE enabled ORDER BY account_id, created_at DESC, access_key_id LIMIT 2""")
                .execute()
                .map(rows -> AccountRepository.stream(rows)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** The key of an id with its secret, if there is one; disabled if this master key does not open the secret. */
    public Future<Optional<AccessKey>> find(String accessKeyId) {
        return pool.preparedQuery("""
                        SELECT k.secret_sealed, k.enabled, a.account_id, a.name, a.permits_per_second, a.burst
                        FROM access_key k JOIN account a USING (account_id)
                        WHERE k.access_key_id = $1""")
                .execute(Tuple.of(accessKeyId))
                .map(rows -> AccountRepository.stream(rows).findFirst().map(row -> accessKey(accessKeyId, row)));
    }

    /** The newest keys of an account with their secrets, up to {@value #MAX_SECRETS}. */
    public Future<List<AccessKey>> secretsOf(Account account) {
        return pool.preparedQuery("""
                        SELECT access_key_id, secret_sealed, enabled FROM access_key
                        WHERE account_id = $1 ORDER BY created_at DESC LIMIT\s""" + MAX_SECRETS)
                .execute(Tuple.of(account.id()))
                .map(rows -> AccountRepository.stream(rows)
                        .flatMap(row -> open(row.getString("access_key_id"), row).stream()
                                .map(secret -> new AccessKey(
                                        row.getString("access_key_id"), secret, row.getBoolean("enabled"), account)))
                        .toList());
    }

    // A key whose secret cannot be read counts as disabled until it is reissued: a failure would invite retries.
    private AccessKey accessKey(String id, Row row) {
        Optional<byte[]> secret = open(id, row);
        if (secret.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("accessKeyId", id)
                    .log(
                            "the secret of an access key was sealed with another master key, so the key counts as disabled:"
                                    + " give it a new secret with otagate key reissue");
        }
        return new AccessKey(
                id,
                secret.orElse(new byte[0]),
                secret.isPresent() && row.getBoolean("enabled"),
                AccountRepository.account(row));
    }

    private static AccessKeyStatus status(Row row) {
        return new AccessKeyStatus(
                row.getString("access_key_id"),
                row.getBoolean("enabled"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
