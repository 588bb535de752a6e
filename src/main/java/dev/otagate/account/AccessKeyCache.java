package dev.otagate.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's cache of access keys. Thread-safe.
 *
 * <p>Look-ups of ids that are not known to exist are limited per second. Beyond the limit, such an id counts as unknown if all ids are
 * known; otherwise the look-up fails.
 *
 * <p>A cached key is used only within 700 ms of the last {@link #confirm}; otherwise each look-up reads the database. So a disabled key
 * is rejected within a second, even if the connection or the process was interrupted.
 */
public final class AccessKeyCache {
    /** Milliseconds from a confirmation during which the cache is used. */
    public static final long TRUST_MS = 700;

    private static final Logger LOG = LoggerFactory.getLogger(AccessKeyCache.class);

    // Some clients have a timeout of 3 s (contract).
    private static final long LOOK_UP_TIMEOUT_MS = 2_500;
    private static final int MAX_KEYS = 100_000;
    // No key has a longer id, or a NUL in it: such ids cause no look-up and use no memory.
    private static final int MAX_ID_LENGTH = 128;
    private static final int MAX_UNKNOWN = 10_000;
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Function<String, Future<Optional<AccessKey>>> lookUp;
    private final LongSupplier nanoTime;
    private final Cache<String, AccessKey> known =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(MAX_UNKNOWN)
            .expireAfterWrite(UNKNOWN_FOR)
            .build();
    private final ConcurrentMap<String, Load> loads = new ConcurrentHashMap<>();
    private final AccessKeyIds ids = new AccessKeyIds();
    private final UnknownKeyBudget unknownKeys = new UnknownKeyBudget();
    private final AtomicLong generation = new AtomicLong();
    private final AtomicLong confirmedNanos;

    /** An empty cache. {@code lookUp} reads the key of an id from the database; it is called from any event loop. */
    public AccessKeyCache(Vertx vertx, Function<String, Future<Optional<AccessKey>>> lookUp) {
        this(vertx, lookUp, System::nanoTime);
    }

    AccessKeyCache(Vertx vertx, Function<String, Future<Optional<AccessKey>>> lookUp, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.lookUp = lookUp;
        this.nanoTime = nanoTime;
        this.confirmedNanos = new AtomicLong(nanoTime.getAsLong() - TimeUnit.MILLISECONDS.toNanos(TRUST_MS));
    }

    /**
     * The key of an id, if there is one, on the caller's context. Fails if the database must be read and does not respond within
     * 2.5 s.
     */
    public Future<Optional<AccessKey>> find(String accessKeyId) {
        if (accessKeyId.length() > MAX_ID_LENGTH || accessKeyId.indexOf('\0') >= 0) {
            return Future.succeededFuture(Optional.empty());
        }
        if (isTrusted()) {
            AccessKey cached = known.getIfPresent(accessKeyId);
            if (cached != null) {
                return Future.succeededFuture(Optional.of(cached));
            }
            if (unknown.getIfPresent(accessKeyId) != null) {
                return Future.succeededFuture(Optional.empty());
            }
        }
        Load inProgress = loads.get(accessKeyId);
        if (ids.contains(accessKeyId) || inProgress != null && isRecent(inProgress.startedNanos())) {
            return onCallersContext(load(accessKeyId));
        }
        if (unknownKeys.tryBegin()) {
            return onCallersContext(load(accessKeyId).onComplete(done -> unknownKeys.end()));
        }
        return isTrusted() && ids.isComplete()
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture("too many look-ups of unknown access keys");
    }

    /** Nothing had changed at {@code sinceNanos}, by the clock of the cache. */
    public void confirm(long sinceNanos) {
        confirmedNanos.set(sinceNanos);
    }

    /** The ids of the existing keys, updated by {@link AccessRevisionVerticle}. */
    AccessKeyIds ids() {
        return ids;
    }

    /** Removes what has changed, and the results of look-ups of it in progress. */
    void invalidate(AccessChanges changes) {
        generation.incrementAndGet();
        for (AccessChanges.Key key : changes.keys()) {
            ids.change(key.id(), key.exists());
            loads.remove(key.id());
            known.invalidate(key.id());
            unknown.invalidate(key.id());
        }
        if (!changes.accounts().isEmpty()) {
            loads.clear();
            known.asMap()
                    .values()
                    .removeIf(key -> changes.accounts().contains(key.account().id()));
        }
    }

    /** Removes everything, and the results of look-ups in progress. */
    void invalidate() {
        ids.incomplete();
        generation.incrementAndGet();
        loads.clear();
        known.invalidateAll();
        unknown.invalidateAll();
    }

    private boolean isTrusted() {
        return isRecent(confirmedNanos.get());
    }

    private boolean isRecent(long sinceNanos) {
        return nanoTime.getAsLong() - sinceNanos < TimeUnit.MILLISECONDS.toNanos(TRUST_MS);
    }

    // Requests for the same key share a look-up. After TRUST_MS, a request starts another one: the result may be
    // outdated.
    private Future<Optional<AccessKey>> load(String accessKeyId) {
        Load own = new Load(nanoTime.getAsLong(), generation.get(), Promise.promise());
        Load current = loads.merge(
                accessKeyId, own, (inProgress, fresh) -> isRecent(inProgress.startedNanos()) ? inProgress : fresh);
        if (current == own) {
            start(accessKeyId, own);
        }
        return current.promise().future();
    }

    private void start(String accessKeyId, Load load) {
        lookUp.apply(accessKeyId)
                .timeout(LOOK_UP_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onComplete(found -> {
                    loads.remove(accessKeyId, load);
                    if (found.succeeded()) {
                        remember(accessKeyId, found.result(), load.generation());
                    } else {
                        LOG.atWarn()
                                .addKeyValue("cause", found.cause().getMessage())
                                .log("cannot look up an access key");
                    }
                    load.promise().handle(found);
                });
    }

    private void remember(String accessKeyId, Optional<AccessKey> found, long startedIn) {
        if (found.isPresent()) {
            known.put(accessKeyId, found.get());
        } else {
            unknown.put(accessKeyId, Boolean.TRUE);
        }
        // After the put: an invalidation at the same time sees the entry, or is seen here.
        if (generation.get() != startedIn) {
            known.invalidate(accessKeyId);
            unknown.invalidate(accessKeyId);
        }
    }

    private <T> Future<T> onCallersContext(Future<T> future) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        future.onComplete(result -> caller.runOnContext(ignored -> promise.handle(result)));
        return promise.future();
    }

    private record Load(long startedNanos, long generation, Promise<Optional<AccessKey>> promise) {}
}
