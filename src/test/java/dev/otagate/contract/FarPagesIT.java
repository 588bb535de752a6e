package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestPostgres;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@SameOnEveryJdk
class FarPagesIT extends ContractTest {
    private static final int PRODUCTS = 20_000;
    private static final int PAGE_SIZE = 200;
    private static final String ROWS_READ =
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'product'";

    @Test
    void readsNoMoreProductsForAFarPageThanItHas() {
        TestPostgres.execute(database, """
                INSERT INTO product (product_key, account_id, name, created_at)
                SELECT 'far' || i, %d, 'product ' || i, now() - interval '1 day' + i * interval '1 millisecond'
                FROM generate_series(2, %d) AS i""".formatted(account.id(), PRODUCTS));
        makeAllVisible();
        Reply last = client.send(lastPage());
        assertThat(last.json().path("data").path("total").asInt()).isEqualTo(PRODUCTS);
        assertThat(last.json().path("data").path("list")).hasSize(PAGE_SIZE);
        assertThat(last.json()
                        .path("data")
                        .path("list")
                        .get(0)
                        .path("productKey")
                        .asText())
                .isEqualTo("far" + (PRODUCTS - PAGE_SIZE + 2));

        // What the first page, the index and its statistics cost is published by then.
        sendUntilRowsReadArePublished();
        long before = TestPostgres.number(database, ROWS_READ);
        int pages = sendUntilRowsReadArePublished();

        assertThat((TestPostgres.number(database, ROWS_READ) - before) / pages).isLessThanOrEqualTo(PAGE_SIZE);
    }

    // Index-only scans need it. VACUUM leaves pages out that a transaction of another connection may not see.
    private void makeAllVisible() {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
            TestPostgres.execute(database, "VACUUM ANALYZE product");
            return TestPostgres.number(
                            database,
                            "SELECT count(*) FROM pg_class WHERE oid = 'product'::regclass AND relallvisible = relpages")
                    == 1;
        });
    }

    /** The server publishes its counts up to a second late. Returns how many pages were read. */
    private int sendUntilRowsReadArePublished() {
        long before = TestPostgres.number(database, ROWS_READ);
        AtomicInteger pages = new AtomicInteger();
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
            client.send(lastPage());
            pages.incrementAndGet();
            return TestPostgres.number(database, ROWS_READ) > before;
        });
        return pages.get();
    }

    private SignedRequest lastPage() {
        return SignedRequest.of(key, "QueryProductList")
                .with("CurrentPage", Integer.toString(PRODUCTS / PAGE_SIZE))
                .with("PageSize", Integer.toString(PAGE_SIZE));
    }
}
