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
 * Access keys in the memory of this node. Thread-safe.
 *
 * <p>Ids that no key is known to have cost a bounded number of look-ups a second; beyond it they are unknown if all ids are known, and
 * their look-up fails if not.
 *
 * <p>What is cached is trusted only while {@link #confirm} has lately said that nothing changed; without that, every look-up
 * asks the database. So a disabled key is rejected within a second, whatever happened to the connection or the process.
 */
public final class AccessKeyCache {
    /** How long after a confirmation the cache may still be used, in milliseconds. */
    public static final long TRUST_MS = 700;

    private static final Logger LOG = LoggerFactory.getLogger(AccessKeyCache.class);

    // Some clients give up after 3 s (contract): a response has to be under way by then.
    private static final long LOOK_UP_TIMEOUT_MS = 2_500;
    private static final int MAX_KEYS = 100_000;
    // No key has a longer id, and none has a NUL: such ids are not worth a look-up or a place in memory.
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
    private final UnknownKeyBudget strangers = new UnknownKeyBudget();
    private final AtomicLong generation = new AtomicLong();
    private final AtomicLong confirmedNanos;

    /** An empty cache that trusts nothing yet; {@code nanoTime} is the clock of {@link #confirm}. */
    public AccessKeyCache(Vertx vertx, AccessKeyRepository repository, LongSupplier nanoTime) {
        this(vertx, repository::find, nanoTime);
    }

    /** An empty cache by {@link System#nanoTime}, with {@code lookUp} to ask for the key of an id, called from any event loop. */
    public AccessKeyCache(Vertx vertx, Function<String, Future<Optional<AccessKey>>> lookUp) {
        this(vertx, lookUp, System::nanoTime);
    }

    private AccessKeyCache(Vertx vertx, Function<String, Future<Optional<AccessKey>>> lookUp, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.lookUp = lookUp;
        this.nanoTime = nanoTime;
        this.confirmedNanos = new AtomicLong(nanoTime.getAsLong() - TimeUnit.MILLISECONDS.toNanos(TRUST_MS));
    }

    /**
     * The key of that id, or nothing; on the caller's context. Fails where the database has to be asked and does not response
     * within 2.5 s.
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
        Load underWay = loads.get(accessKeyId);
        if (ids.contains(accessKeyId) || underWay != null && isRecent(underWay.startedNanos())) {
            return onCallersContext(load(accessKeyId));
        }
        if (strangers.tryBegin()) {
            return onCallersContext(load(accessKeyId).onComplete(done -> strangers.end()));
        }
        return isTrusted() && ids.isComplete()
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture("too many look-ups of unknown access keys");
    }

    /** Nothing had changed at {@code sinceNanos}, by the cache's clock. */
    public void confirm(long sinceNanos) {
        confirmedNanos.set(sinceNanos);
    }

    /** The ids of the keys that exist; kept by whoever watches for changes. */
    AccessKeyIds ids() {
        return ids;
    }

    /** Forgets what changed, also if it is being loaded right now. */
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

    /** Forgets everything, also what is being loaded right now. */
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

    // One look-up a key at a time: many requests with a new key ask the database once. But what a look-up finds may be
    // as old as the look-up, so whoever comes later than the cache would be trusted asks anew.
    private Future<Optional<AccessKey>> load(String accessKeyId) {
        Load own = new Load(nanoTime.getAsLong(), generation.get(), Promise.promise());
        Load current = loads.merge(
                accessKeyId, own, (underWay, fresh) -> isRecent(underWay.startedNanos()) ? underWay : fresh);
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
                                .log("cannot look an access key up");
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
        // Put first and look then: an invalidation in between is seen by one of the two.
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
