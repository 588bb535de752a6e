package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.support.Background;
import dev.otagate.support.FakeCloud;
import dev.otagate.support.FakeCloud.FakeModule;
import dev.otagate.support.FakeCloud.FakeProduct;
import dev.otagate.transfer.ApiAccess.Dialect;
import dev.otagate.transfer.ApiAccess.SignatureStyle;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiSourceTest {
    private static final Instant CREATED = Instant.parse("2019-02-20T02:16:09Z");

    private final List<ItemResult> rejected = new ArrayList<>();
    private FakeCloud cloud;

    @BeforeEach
    void startCloud() throws IOException {
        cloud = FakeCloud.start();
    }

    @AfterEach
    void stopCloud() {
        cloud.close();
    }

    @Test
    void readsProductsAndModulesToTheCharacterWithoutTheBuiltInModule() {
        cloud.products()
                .add(new FakeProduct(
                        "a1uctKe0000",
                        "路灯(2)",
                        "灯 \"\\ 𠮷\n<&>",
                        1581595942123L,
                        List.of(
                                new FakeModule("ble", "蓝牙模块", "", CREATED),
                                new FakeModule("mcu", null, null, CREATED))));
        assertThat(readAll())
                .containsExactly(new ProductContent(
                        new ProductData(
                                "a1uctKe0000",
                                "路灯(2)",
                                "灯 \"\\ 𠮷\n<&>",
                                Instant.ofEpochMilli(1581595942123L),
                                new ProductProperties(0, 1, 6, "secret", Optional.of("modbus"), "iothub_senior")),
                        List.of(
                                new ModuleData(
                                        "a1uctKe0000", "ble", Optional.of("蓝牙模块"), Optional.of(""), CREATED, CREATED),
                                new ModuleData(
                                        "a1uctKe0000", "mcu", Optional.empty(), Optional.empty(), CREATED, CREATED))));
        assertThat(rejected).isEmpty();
    }

    @Test
    void readsEachProductOnceWhilePagesShift() {
        addProducts(900);
        AtomicInteger pages = new AtomicInteger();
        List<String> deleted = new ArrayList<>();
        cloud.beforeEachPage(all -> {
            // Before the second page, products of the first one vanish: those of the third move to the second.
            if (pages.incrementAndGet() == 2) {
                IntStream.range(0, 50).forEach(i -> deleted.add(all.remove(0).key()));
            } else if (pages.get() == 4) {
                IntStream.range(0, 30).forEach(i -> all.add(0, product("new" + i)));
            }
        });
        List<String> read = readAll().stream()
                .map(content -> content.product().productKey())
                .toList();
        assertThat(read).doesNotHaveDuplicates();
        assertThat(read)
                .containsAll(cloud.products().stream().map(FakeProduct::key).toList());
    }

    @Test
    void readsAllProductsIfTheyMoveToEarlierPagesWhileTheTotalStays() {
        addProducts(450);
        AtomicInteger pages = new AtomicInteger();
        cloud.beforeEachPage(all -> {
            if (pages.incrementAndGet() == 2) {
                all.remove(0);
                all.add(product("last"));
            }
        });
        assertThat(readAll().stream()
                        .map(content -> content.product().productKey())
                        .toList())
                .doesNotHaveDuplicates()
                .containsAll(cloud.products().stream().map(FakeProduct::key).toList());
    }

    @Test
    void readsAllProductsIfTheNumbersAreWrong() {
        addProducts(450);
        for (int wrong : new int[] {-300, 5, 100_000}) {
            cloud.addToTotals(wrong);
            assertThat(readAll()).hasSize(450);
        }
    }

    @Test
    void retriesErrorsThatMayPass() {
        addProducts(60);
        cloud.failEvery(7);
        assertThat(readAll()).hasSize(60);
        assertThat(cloud.faults()).isGreaterThan(8);
        assertThat(rejected).isEmpty();
    }

    @Test
    void reportsAProductThatAlwaysFailsAndReadsTheOthers() {
        addProducts(300);
        cloud.breakProduct("p7");
        try (ApiSource source = new ApiSource(
                new SourceSettings(
                        access(cloud.endpoint(), new Secret(cloud.key().accessKeySecret())),
                        Optional.empty(),
                        100,
                        Duration.ofSeconds(1),
                        ProductFilter.all()),
                key -> false,
                rejected::add)) {
            assertThat(keys(source)).hasSize(299).doesNotContain("p7");
        }
        assertThat(rejected)
                .containsExactly(ItemResult.rejected(
                        "p7",
                        Optional.empty(),
                        "UnreadableAtSource",
                        "the source rejects ListOTAModuleByProduct: iot.system.SystemException: It failed."));
    }

    @Test
    void readsOnlyWhatIsWanted() {
        addProducts(20);
        cloud.products().add(product("lineA"));
        cloud.products().add(product("lineB"));
        try (ApiSource source =
                open(settings(cloud.endpoint(), ProductFilter.of("line?,p1*")), key -> key.equals("lineB"))) {
            assertThat(keys(source))
                    .containsExactlyInAnyOrder(
                            "lineA", "p1", "p10", "p11", "p12", "p13", "p14", "p15", "p16", "p17", "p18", "p19");
        }
        assertThat(cloud.requests()).isEqualTo(1 + 2 * 12);
    }

    @Test
    void stopsAtAWrongSecretWithoutTheStringToSign() {
        SourceSettings settings = settings(cloud.endpoint(), ProductFilter.all(), new Secret("wrong"));
        try (ApiSource source = open(settings, key -> false)) {
            assertThatThrownBy(source::next)
                    .isInstanceOf(TransferException.class)
                    .hasMessage("the source rejects QueryProductList: SignatureDoesNotMatch: the secret is not that of"
                            + " the access key");
        }
    }

    @Test
    void givesUpAfterABoundedTime() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ApiSource source = open(settings("http://127.0.0.1:" + port, ProductFilter.all()), key -> false)) {
            assertThatThrownBy(source::next)
                    .isInstanceOf(TransferException.class)
                    .hasMessageMatching(
                            "http://127.0.0.1:\\d+: QueryProductList failed \\d+ times, the last time: cannot connect");
        }
    }

    @Test
    void reportsTextThatIsNotUnicodeInsteadOfChangingIt() {
        FakeModule half = new FakeModule("half", "a", "\uD83D", CREATED);
        cloud.products().add(new FakeProduct("p1", "p1", "", 1581595942000L, List.of(half)));
        assertThat(readAll()).extracting(content -> content.modules().size()).containsExactly(0);
        assertThat(rejected).extracting(ItemResult::moduleName).containsExactly(Optional.of("half"));
    }

    @Test
    void reportsAProductThatIsNotUnicodeInsteadOfChangingIt() {
        cloud.products().add(new FakeProduct("p1", "p1", "\uD83D", 1581595942000L, List.of()));
        assertThat(readAll()).isEmpty();
        assertThat(rejected).extracting(ItemResult::productKey).containsExactly("p1");
    }

    @Test
    void treatsAModuleWithoutTimesAsOlderThanEachChange() {
        cloud.products().add(new FakeProduct("p1", "p1", "", 1L, List.of(new FakeModule("ble", null, null, null))));
        ModuleData module = readAll().get(0).modules().get(0);
        assertThat(module.modified()).isEqualTo(Instant.EPOCH);
        assertThat(module.created()).isAfter(CREATED);
    }

    @Test
    void stopsAtOnceWhileTheSourceDoesNotRespond() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            ApiSource source =
                    open(settings("http://127.0.0.1:" + silent.getLocalPort(), ProductFilter.all()), key -> false);
            CompletableFuture<Object> next = Background.supply(source::next);
            silent.accept();
            source.close();
            assertThat(next).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void warnsIfNoProductMatches() {
        addProducts(3);
        try (ApiSource source = open(settings(cloud.endpoint(), ProductFilter.of("typo\\E*")), key -> false)) {
            assertThat(keys(source)).isEmpty();
            assertThat(source.warnings()).containsExactly("no product of the source matches");
        }
    }

    @Test
    void keepsItsRate() {
        addProducts(10);
        ApiAccess access = access(cloud.endpoint(), new Secret(cloud.key().accessKeySecret()));
        SourceSettings slow =
                new SourceSettings(access, Optional.empty(), 20, Duration.ofSeconds(2), ProductFilter.all());
        long start = System.nanoTime();
        try (ApiSource source = open(slow, key -> false)) {
            assertThat(keys(source)).hasSize(10);
        }
        // 21 requests, of which the first one need not wait.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    }

    private void addProducts(int number) {
        IntStream.range(0, number).forEach(i -> cloud.products().add(product("p" + i)));
    }

    private static FakeProduct product(String key) {
        return new FakeProduct(key, key, "", 1581595942000L, List.of(new FakeModule("ble", null, null, CREATED)));
    }

    private List<ProductContent> readAll() {
        try (ApiSource source = open(settings(cloud.endpoint(), ProductFilter.all()), key -> false)) {
            List<ProductContent> read = new ArrayList<>();
            for (Optional<ProductContent> next = source.next(); next.isPresent(); next = source.next()) {
                read.add(next.get());
            }
            return read;
        }
    }

    private static List<String> keys(Source source) {
        List<String> keys = new ArrayList<>();
        for (Optional<ProductContent> next = source.next(); next.isPresent(); next = source.next()) {
            keys.add(next.get().product().productKey());
        }
        return keys;
    }

    private ApiSource open(SourceSettings settings, Predicate<String> stored) {
        return new ApiSource(settings, stored, rejected::add);
    }

    private SourceSettings settings(String endpoint, ProductFilter filter) {
        return settings(endpoint, filter, new Secret(cloud.key().accessKeySecret()));
    }

    private SourceSettings settings(String endpoint, ProductFilter filter, Secret secret) {
        // On a slow machine, retries of a request to the fake endpoint can take long.
        Duration giveUpAfter = Duration.ofSeconds(endpoint.equals(cloud.endpoint()) ? 30 : 3);
        return new SourceSettings(access(endpoint, secret), Optional.empty(), 0, giveUpAfter, filter);
    }

    private ApiAccess access(String endpoint, Secret secret) {
        return new ApiAccess(
                URI.create(endpoint),
                cloud.key().accessKeyId(),
                secret,
                Dialect.ALIBABA,
                SignatureStyle.RPC,
                Optional.of("iot-instance"),
                Optional.of("cn-shanghai"));
    }
}
