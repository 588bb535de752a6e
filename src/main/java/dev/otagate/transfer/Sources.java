package dev.otagate.transfer;

import dev.otagate.account.Account;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;

/** The sources of transfers, besides {@link ApiSource}. */
public final class Sources {
    private Sources() {}

    /** An account in a database. The pool stays open. */
    public static Source account(Pool pool, Account account) {
        return new ReadAhead(new AccountSource(pool, account));
    }

    /** A file that {@code otagate export} wrote. Throws {@link TransferException} if it is damaged. */
    public static Source file(Path file) {
        return new ReadAhead(FileSource.of(file));
    }
}
