package dev.otagate.console;

import dev.otagate.hash.Sha256;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Links and sessions of the console in the database, at most 1,000 of each: a new one replaces the oldest. The database has only hashes of
 * tokens. Thread-safe.
 */
public final class ConsoleTokens {
    static final int MAX = 1_000;

    /** The characters of a token. */
    static final int TOKEN_LENGTH = 43;

    private static final int TOKEN_BYTES = 32;
    private static final String LINK = "link";
    private static final String SESSION = "session";
    private static final Duration LINK_LIFETIME = Duration.ofMinutes(10);
    static final Duration SESSION_LIFETIME = Duration.ofHours(12);

    // The database's clock decides: nodes and commands can have others.
    private static final String ADD = """
            WITH surplus AS (
                DELETE FROM console_token WHERE expires_at <= now() OR token_hash IN (
                    SELECT token_hash FROM console_token WHERE kind = $2 ORDER BY expires_at DESC OFFSET $5))
            INSERT INTO console_token (token_hash, kind, access_key_id, expires_at)
            VALUES ($1, $2, $3, now() + $4 * interval '1 second')
            RETURNING access_key_id, expires_at""";
    private static final String IS_LINK = """
            SELECT 1 FROM console_token WHERE token_hash = $1 AND kind = $2 AND expires_at > now()""";
    private static final String CONSUME = """
            DELETE FROM console_token WHERE token_hash = $1 AND kind = $2 AND expires_at > now()
            RETURNING access_key_id, expires_at""";
    private static final String FIND = """
            SELECT access_key_id, expires_at FROM console_token
            WHERE token_hash = $1 AND kind = $2 AND expires_at > now()""";

    private final Pool pool;
    private final SecureRandom random = new SecureRandom();

    /** Tokens in the database of {@code pool}. */
    public ConsoleTokens(Pool pool) {
        this.pool = pool;
    }

    /** Creates a link that opens the console with an access key, once and for ten minutes. */
    public Future<ConsoleLink> createLink(String accessKeyId) {
        String token = newToken();
        return locked(connection -> add(connection, token, LINK, accessKeyId, LINK_LIFETIME))
                .map(row -> new ConsoleLink(token, session(row).expiresAt()));
    }

    /** Consumes a link: returns the token of a new session, empty if the link is unknown, used or expired. */
    Future<Optional<String>> openSession(String link) {
        if (link.length() != TOKEN_LENGTH) {
            return Future.succeededFuture(Optional.empty());
        }
        // A wrong link takes no lock, so that a stranger delays nobody.
        return pool.preparedQuery(IS_LINK)
                .execute(Tuple.of(hash(link), LINK))
                .compose(known -> known.size() == 0 ? Future.succeededFuture(Optional.empty()) : consume(link));
    }

    private Future<Optional<String>> consume(String link) {
        String token = newToken();
        return locked(connection -> connection
                .preparedQuery(CONSUME)
                .execute(Tuple.of(hash(link), LINK))
                .compose(consumed -> first(consumed)
                        .map(row -> add(connection, token, SESSION, row.getString(0), SESSION_LIFETIME)
                                .map(Optional.of(token)))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))));
    }

    /** The session of a token; empty if it is unknown or expired. */
    Future<Optional<Session>> session(String token) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(hash(token), SESSION))
                .map(rows -> first(rows).map(ConsoleTokens::session));
    }

    /** Ends a session. */
    Future<Void> endSession(String token) {
        return pool.preparedQuery("DELETE FROM console_token WHERE token_hash = $1 AND kind = $2")
                .execute(Tuple.of(hash(token), SESSION))
                .mapEmpty();
    }

    // With the lock, concurrent inserts keep the bound.
    private <T> Future<T> locked(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(connection -> connection
                .query("LOCK TABLE console_token IN SHARE ROW EXCLUSIVE MODE")
                .execute()
                .compose(locked -> work.apply(connection)));
    }

    private static Future<Row> add(
            SqlConnection connection, String token, String kind, String accessKeyId, Duration lifetime) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(hash(token), kind, accessKeyId, lifetime.toSeconds(), MAX - 1))
                .map(rows -> rows.iterator().next());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    private static Session session(Row row) {
        return new Session(row.getString(0), row.getOffsetDateTime(1).toInstant());
    }

    private String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static Buffer hash(String token) {
        return Buffer.buffer(Sha256.newDigest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
