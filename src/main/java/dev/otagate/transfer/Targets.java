package dev.otagate.transfer;

import dev.otagate.account.Account;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The targets of transfers. */
public final class Targets {
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);

    private Targets() {}

    /** An account in a database. The pool stays open. */
    public static Target account(Pool pool, Account account, TargetOptions options) {
        return new AccountTarget(pool, account, options);
    }

    /**
     * An account behind an endpoint.
     *
     * @param ca a PEM file with certificate authorities, in place of those of the Java runtime
     * @param rate requests a second, 0 for no limit
     */
    public static Target endpoint(ApiAccess access, Optional<Path> ca, int rate, TargetOptions options) {
        return new EndpointTarget(
                new ApiClient(access, new HttpConnections(access.endpoint(), ca), new RateGate(rate), GIVE_UP_AFTER),
                options);
    }
}
