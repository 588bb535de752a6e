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
     */
    public static Target endpoint(ApiAccess access, Optional<Path> ca, TargetOptions options) {
        return new EndpointTarget(
                new ApiClient(access, new HttpConnections(access.endpoint(), ca), new RateGate(0), GIVE_UP_AFTER), options);
    }
}
