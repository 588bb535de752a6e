package dev.otagate.transfer;

import dev.otagate.account.Account;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.Optional;

/** The sources of transfers, besides {@link ApiSource}. */
public final class Sources {
    private Sources() {}

    /** An account in a database. The pool stays open. */
    public static Source account(Pool pool, Account account) {
        return Optional.<Source>empty().orElseThrow(() -> new UnsupportedOperationException("not built yet"));
    }

    /** A file that {@code otagate export} wrote. */
    public static Source file(Path file) {
        return Optional.<Source>empty().orElseThrow(() -> new UnsupportedOperationException("not built yet"));
    }
}
