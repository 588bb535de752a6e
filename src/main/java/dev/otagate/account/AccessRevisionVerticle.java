package dev.otagate.account;

import dev.otagate.database.Pools;
import dev.otagate.database.ServerSelector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches for changes of accounts and keys on its own connection. NOTIFY reports them at once; a check of the revision every 250 ms
 * finds those whose notification was lost, and confirms that there are no others.
 */
public final class AccessRevisionVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRevisionVerticle.class);
    private static final long INTERVAL_MS = 250;
    private static final long RESPONSE_TIMEOUT_MS = 400;
    private static final long PAGE_TIMEOUT_MS = 1_500;
    private static final int ID_PAGE = 1_000;
    private static final String IDS =
            "SELECT access_key_id FROM access_key WHERE access_key_id > $1 ORDER BY access_key_id LIMIT " + ID_PAGE;

    private final ServerSelector servers;
    private final AccessKeyCache cache;
    private Pool pool;
    private PgConnection connection;
    private final Promise<Void> loaded = Promise.promise();
    private Optional<Set<String>> loading = Optional.empty();
    private long knownRevision = AccessChanges.NONE;
    private boolean checkInProgress;
    private boolean watching;
    private boolean stopped;

    public AccessRevisionVerticle(ServerSelector servers, AccessKeyCache cache) {
        this.servers = servers;
        this.cache = cache;
    }

    /** Starts at once: until the first check succeeds, the cache is not trusted. */
    @Override
    public Future<?> start() {
        pool = Pools.heartbeats(vertx, servers, "watch");
        vertx.setPeriodic(0, INTERVAL_MS, timer -> check());
        return Future.succeededFuture();
    }

    // The next check finds what a notification reports during this one.
    private void check() {
        if (checkInProgress || stopped) {
            return;
        }
        checkInProgress = true;
        Future<PgConnection> connected = connection == null ? connect() : Future.succeededFuture(connection);
        connected.compose(this::compare).onFailure(this::lost).onComplete(done -> checkInProgress = false);
    }

    private Future<PgConnection> connect() {
        return pool.getConnection().map(PgConnection::cast).compose(opened -> {
            connection = opened;
            // The revision of another server would have no meaning for the cached keys.
            knownRevision = AccessChanges.NONE;
            opened.notificationHandler(notification -> check());
            opened.closeHandler(ignored -> forget(opened));
            return opened.query("LISTEN otagate_access")
                    .execute()
                    .timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .map(opened);
        });
    }

    private Future<Void> compare(PgConnection current) {
        long sentNanos = System.nanoTime();
        return AccessChanges.since(current, knownRevision)
                .timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(changes -> {
                    apply(current, changes);
                    cache.confirm(sentNanos);
                    if (!watching) {
                        watching = true;
                        LOG.info("watching access keys for changes");
                    }
                    return null;
                });
    }

    private void apply(PgConnection current, AccessChanges changes) {
        knownRevision = changes.revision();
        if (changes.all()) {
            cache.invalidate();
            Set<String> ids = AccessKeyIds.newSet();
            loading = Optional.of(ids);
            loadIds(current, ids, "");
        } else if (!changes.keys().isEmpty() || !changes.accounts().isEmpty()) {
            cache.invalidate(changes);
            loading.ifPresent(ids -> changes.keys().forEach(key -> AccessKeyIds.change(ids, key.id(), key.exists())));
        }
    }

    // In pages, each a millisecond of the event loop; changes during that time are applied to the loaded ids, too.
    private void loadIds(PgConnection current, Set<String> target, String after) {
        Future<RowSet<Row>> page = current.preparedQuery(IDS).execute(Tuple.of(after));
        page.timeout(PAGE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onSuccess(rows -> idsLoaded(current, target, after, rows))
                .onFailure(cause -> idsFailed(current, target, cause));
    }

    private void idsLoaded(PgConnection current, Set<String> target, String after, RowSet<Row> rows) {
        if (loading.filter(latest -> latest == target).isEmpty()) {
            return;
        }
        String last = after;
        for (Row row : rows) {
            last = row.getString(0);
            target.add(last);
        }
        boolean isLast = rows.size() < ID_PAGE;
        if (isLast || target.size() >= AccessKeyIds.MAX) {
            cache.ids().replace(target, isLast);
            loading = Optional.empty();
            loaded.tryComplete();
        } else {
            loadIds(current, target, last);
        }
    }

    // The next connection loads all of them again.
    private void idsFailed(PgConnection current, Set<String> target, Throwable cause) {
        if (current == connection && loading.filter(latest -> latest == target).isPresent()) {
            lost(cause);
        }
    }

    /** Completes when the ids of the keys are loaded for the first time. */
    public Future<Void> loaded() {
        return loaded.future();
    }

    private void lost(Throwable cause) {
        if (watching && !stopped) {
            watching = false;
            LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("cannot watch access keys for changes");
        }
        PgConnection gone = connection;
        connection = null;
        if (gone != null) {
            gone.close();
        }
    }

    private void forget(PgConnection gone) {
        if (gone == connection) {
            connection = null;
        }
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        connection = null;
        return pool.close();
    }
}
