package dev.otagate.warmup;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyCache;
import dev.otagate.account.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A random access key of an account that is not in the database and has no rate limit. */
final class Credential {
    private final String secret = UUID.randomUUID().toString();
    private final AccessKey key = new AccessKey(
            UUID.randomUUID().toString(),
            secret.getBytes(StandardCharsets.US_ASCII),
            true,
            new Account(0, "warm-up", OptionalInt.of(0), OptionalInt.empty()));

    String id() {
        return key.id();
    }

    String secret() {
        return secret;
    }

    /** A cache that finds this key alone, and trusts what it has for as long as {@code vertx} runs. */
    AccessKeyCache cache(Vertx vertx) {
        AccessKeyCache cache = new AccessKeyCache(
                vertx,
                id -> Future.succeededFuture(
                        Optional.of(key).filter(known -> known.id().equals(id))));
        cache.confirm(System.nanoTime());
        vertx.setPeriodic(AccessKeyCache.TRUST_MS / 4, timer -> cache.confirm(System.nanoTime()));
        return cache;
    }
}
