package dev.otagate.tls;

import dev.otagate.config.ConfigException;
import dev.otagate.config.TlsConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the files of certificate and key, and loads them when they change. If they do not match, for example while they are
 * replaced, the old certificate stays in use.
 */
public final class TlsReloadVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReloadVerticle.class);
    private static final long PERIOD_MS = 1_000;

    private final TlsConfig config;
    private final Function<TlsIdentity, Future<?>> server;
    private String served;
    private String seen;
    private String reported = "";
    private boolean busy;
    private boolean asked;

    public TlsReloadVerticle(TlsConfig config, TlsIdentity current, Function<TlsIdentity, Future<?>> server) {
        this.config = config;
        this.served = current.fingerprint();
        this.seen = served;
        this.server = server;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(PERIOD_MS, timer -> check());
        return Future.succeededFuture();
    }

    /** Reads the files at once, and always logs the outcome. Thread-safe. */
    public void reload() {
        context.runOnContext(now -> {
            asked = true;
            check();
        });
    }

    private void check() {
        if (busy) {
            return;
        }
        boolean wasAsked = asked;
        asked = false;
        busy = true;
        String known = wasAsked ? "" : served;
        vertx.executeBlocking(() -> attempt(known))
                .compose(this::serve)
                .otherwise(cause -> new Attempt("", cause.getMessage(), null))
                .onSuccess(outcome -> {
                    busy = false;
                    report(outcome, wasAsked);
                    if (asked) {
                        check();
                    }
                });
    }

    /**
     * @param fingerprint of the files; empty if they cannot be read
     * @param problem of the files; empty if there is none
     * @param identity null if there is a problem, or no change
     */
    private record Attempt(String fingerprint, String problem, TlsIdentity identity) {}

    private Attempt attempt(String known) {
        String fingerprint = "";
        try {
            TlsFiles files = TlsFiles.read(config);
            fingerprint = files.fingerprint();
            return new Attempt(fingerprint, "", fingerprint.equals(known) ? null : TlsIdentity.of(files));
        } catch (ConfigException e) {
            return new Attempt(fingerprint, e.getMessage(), null);
        }
    }

    private Future<Attempt> serve(Attempt attempt) {
        return attempt.identity() == null
                ? Future.succeededFuture(attempt)
                : server.apply(attempt.identity())
                        .map(attempt)
                        .otherwise(cause -> new Attempt(attempt.fingerprint(), cause.getMessage(), null));
    }

    private void report(Attempt attempt, boolean asked) {
        if (attempt.identity() != null) {
            served = attempt.fingerprint();
            LOG.atInfo()
                    .addKeyValue(
                            "notAfter",
                            attempt.identity().chain().get(0).getNotAfter().toInstant())
                    .log("certificate loaded");
        } else if (!attempt.problem().isEmpty()) {
            // Warns only if the problem lasts for two checks: the files may be half-written.
            boolean lasting = attempt.fingerprint().equals(seen);
            if (asked || lasting && !attempt.problem().equals(reported)) {
                reported = attempt.problem();
                LOG.atWarn()
                        .addKeyValue("cause", attempt.problem())
                        .log("the certificate stays as it is: its files cannot be used");
            }
        }
        if (attempt.problem().isEmpty()) {
            reported = "";
        }
        seen = attempt.fingerprint();
    }
}
