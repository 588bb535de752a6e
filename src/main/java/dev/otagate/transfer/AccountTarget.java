package dev.otagate.transfer;

import dev.otagate.account.Account;
import dev.otagate.database.Diagnosis;
import dev.otagate.database.Pause;
import dev.otagate.server.Futures;
import dev.otagate.transfer.ItemResult.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An account in a database. A call writes its products by one statement and their modules by another, in one commit. If clients change
 * the same products meanwhile, the call is repeated. Constraints keep the rules.
 */
final class AccountTarget implements Target {
    private static final int MAX_ATTEMPTS = 60;
    private static final long MAX_DELAY_MS = 500;
    private static final int MAX_KEYS = 10_000;
    // A unique or foreign key, a conflict, a deadlock, a lock that is not available.
    private static final Set<String> CONFLICTS = Set.of("23505", "23503", "40001", "40P01", "55P03");

    private final Pool pool;
    private final Account account;
    private final TargetOptions options;

    AccountTarget(Pool pool, Account account, TargetOptions options) {
        this.pool = pool;
        this.account = account;
        this.options = options;
    }

    @Override
    public List<ItemResult> write(List<ProductContent> batch) {
        List<CheckedProduct> checked = batch.stream()
                .map(content -> CheckedProduct.of(content, ItemRules::checkWithOperatorNames))
                .map(product -> options.atomicProducts() ? product.atomic() : product)
                .toList();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                Written written = attempt(checked);
                if (written.isFinal()) {
                    return written.results();
                }
                checked = written.products();
            } catch (RuntimeException e) {
                if (Diagnosis.sqlState(e).filter(CONFLICTS::contains).isEmpty()) {
                    throw e instanceof TransferException ? e : new TransferException(Diagnosis.of(e));
                }
            }
            pause(attempt);
        }
        throw new TransferException("the products " + batch.get(0).product().productKey()
                + " to " + batch.get(batch.size() - 1).product().productKey()
                + " are changed by clients all the time: try again later");
    }

    /**
     * The outcome of an attempt.
     *
     * @param products with the errors that the attempt found
     * @param results empty if another attempt is necessary
     */
    private record Written(List<CheckedProduct> products, List<ItemResult> results) {
        boolean isFinal() {
            return !results.isEmpty();
        }
    }

    private Written attempt(List<CheckedProduct> checked) {
        SqlConnection connection = Futures.await(pool.getConnection());
        try {
            Transaction transaction = Futures.await(connection.begin());
            boolean commits = false;
            try {
                Futures.await(connection.query(WriteStatements.PLANNER).execute());
                Written written = write(connection, checked);
                commits = written.isFinal() && !options.dryRun();
                return written;
            } finally {
                end(transaction, commits);
            }
        } finally {
            connection.close();
        }
    }

    private static void end(Transaction transaction, boolean commits) {
        if (commits) {
            Futures.await(transaction.commit());
        } else {
            // A failed rollback changes nothing: the connection is lost, and with it the transaction.
            transaction.rollback();
        }
    }

    private Written write(SqlConnection connection, List<CheckedProduct> checked) {
        List<ProductData> products = checked.stream()
                .filter(product -> product.rejection().isEmpty())
                .map(product -> product.content().product())
                .toList();
        Iterator<WriteKind> productKinds = run(
                connection,
                WriteStatements.PRODUCTS,
                WriteStatements.products(account.id(), products, options.keepNewer()),
                products);
        List<Kind> kinds = new ArrayList<>();
        List<CheckedProduct> own = new ArrayList<>();
        for (CheckedProduct product : checked) {
            WriteKind kind = product.rejection().isPresent() ? WriteKind.UNCHANGED : productKinds.next();
            kinds.add(kind.kind());
            own.add(kind.failure().map(product::rejected).orElse(product));
        }
        return writeModules(connection, own, kinds);
    }

    private Written writeModules(SqlConnection connection, List<CheckedProduct> own, List<Kind> productKinds) {
        List<ModuleData> modules =
                own.stream().flatMap(product -> product.written().stream()).toList();
        Iterator<WriteKind> kinds = run(
                connection,
                WriteStatements.MODULES,
                WriteStatements.modules(account.id(), modules, options.keepNewer()),
                modules);
        List<CheckedProduct> known = new ArrayList<>();
        List<ItemResult> results = new ArrayList<>();
        boolean isComplete = true;
        for (int i = 0; i < own.size(); i++) {
            List<WriteKind> ofModules =
                    own.get(i).written().stream().map(module -> kinds.next()).toList();
            CheckedProduct written = own.get(i)
                    .withRejections(ofModules.stream().map(WriteKind::failure).toList());
            CheckedProduct settled = options.atomicProducts() ? written.atomic() : written;
            // If a module rejects its product only now, what this attempt wrote of the product must be undone.
            isComplete &= settled.rejection().equals(own.get(i).rejection());
            known.add(settled);
            results.addAll(written.results(productKinds.get(i), kindsOfAccepted(ofModules)));
        }
        return new Written(known, isComplete ? results : List.of());
    }

    private static List<Kind> kindsOfAccepted(List<WriteKind> kinds) {
        return kinds.stream()
                .filter(kind -> kind.failure().isEmpty())
                .map(WriteKind::kind)
                .toList();
    }

    private static Iterator<WriteKind> run(SqlConnection connection, String sql, Tuple parameters, List<?> items) {
        if (items.isEmpty()) {
            return List.<WriteKind>of().iterator();
        }
        Short[] numbers = Futures.await(connection.preparedQuery(sql).execute(parameters))
                .iterator()
                .next()
                .getArrayOfShorts(0);
        List<WriteKind> kinds = new ArrayList<>(numbers.length);
        for (short number : numbers) {
            kinds.add(WriteKind.of(number));
        }
        return kinds.iterator();
    }

    private static void pause(int attempt) {
        Pause.millis(ThreadLocalRandom.current().nextLong(1, Math.min(MAX_DELAY_MS, 2L << Math.min(attempt, 10))));
        if (Thread.currentThread().isInterrupted()) {
            throw new TransferException("interrupted");
        }
    }

    @Override
    public String identity() {
        String created = await(pool.preparedQuery(
                                "SELECT (extract(epoch FROM created_at) * 1000000)::bigint::text FROM account WHERE account_id = $1")
                        .execute(Tuple.of(account.id())))
                .iterator()
                .next()
                .getString(0);
        return "account " + account.name() + " " + account.id() + " " + created;
    }

    @Override
    public Set<String> present(Set<String> productKeys) {
        Set<String> present = new HashSet<>();
        List<String> keys = List.copyOf(productKeys);
        for (int start = 0; start < keys.size(); start += MAX_KEYS) {
            List<String> some = keys.subList(start, Math.min(keys.size(), start + MAX_KEYS));
            await(pool.preparedQuery(
                                    "SELECT product_key FROM product WHERE account_id = $1 AND product_key = ANY ($2::text[])")
                            .execute(Tuple.tuple().addLong(account.id()).addArrayOfString(some.toArray(String[]::new))))
                    .forEach(row -> present.add(row.getString(0)));
        }
        return present;
    }

    private static RowSet<Row> await(Future<RowSet<Row>> pending) {
        try {
            return Futures.await(pending);
        } catch (RuntimeException e) {
            throw new TransferException(Diagnosis.of(e));
        }
    }

    /** Nothing: the pool belongs to the caller. */
    @Override
    public void close() {}
}
