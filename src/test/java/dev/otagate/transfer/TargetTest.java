package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.Background;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import dev.otagate.transfer.ItemResult.Kind;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every target does: the database and an endpoint. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TargetTest {
    static final TargetOptions PLAIN = new TargetOptions(false, false, false);
    static final TargetOptions ATOMIC = new TargetOptions(true, false, false);
    static final TargetOptions DRY = new TargetOptions(false, true, false);
    static final TargetOptions KEEP = new TargetOptions(false, false, true);
    static final Instant TIME = Instant.parse("2024-01-02T03:04:05.678901Z");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Vertx vertx = Vertx.vertx();
    DatabaseAddress database;
    TestGateway gateway;
    TestClient client;
    Pool pool;
    Account account;
    NewAccessKey key;
    String product;

    @BeforeAll
    void start(DatabaseAddress own) {
        database = own;
        gateway = TestGateway.start(own);
        client = new TestClient(gateway.endpoint());
        pool = PgBuilder.pool().connectingTo(own.connectOptions()).using(vertx).build();
    }

    @BeforeEach
    void makeAccount() {
        account = gateway.account();
        key = gateway.key(account);
        product = "pk" + NUMBER.incrementAndGet();
    }

    @AfterAll
    void stop() {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    abstract Target target(TargetOptions options);

    @Test
    void createsThenChangesNothingThenUpdates() {
        ProductContent first = content("name_1", module("ble", "蓝牙", "a\r\n\"b\"𝄞"), module("MCU", null, ""));

        assertThat(kinds(PLAIN, first)).containsExactly(Kind.CREATED, Kind.CREATED, Kind.CREATED);
        assertThat(stored()).isEqualTo(List.of(first));
        assertThat(kinds(PLAIN, first)).containsExactly(Kind.UNCHANGED, Kind.UNCHANGED, Kind.UNCHANGED);
        ProductContent second =
                content("name_2", module("ble", "新", "c"), module("MCU", null, ""), module("x", null, ""));
        assertThat(kinds(PLAIN, second)).containsExactly(Kind.UPDATED, Kind.UPDATED, Kind.UNCHANGED, Kind.CREATED);
        assertThat(stored()).isEqualTo(List.of(second));
    }

    @Test
    void reportsWhatBreaksARuleAndWritesTheRest() {
        ProductContent content = content(
                "name_3",
                module("b!e", null, ""),
                module("ble", "a b", ""),
                module("default", null, ""),
                module("long", null, "x".repeat(101)),
                module("mcu", null, ""),
                module("MCU", null, ""));

        List<ItemResult> results = write(PLAIN, content);

        assertThat(codes(results))
                .containsExactly(
                        "",
                        "iot.ota.InvalidFormattedModuleName",
                        "iot.ota.InvalidFormattedAliasName",
                        "iot.ota.AlreadyExistedModuleName",
                        "iot.ota.LongModuleDesc",
                        "",
                        "iot.ota.AlreadyExistedModuleName");
        assertThat(results)
                .allMatch(result -> result.kind() != Kind.REJECTED
                        || !result.message().orElse("").isEmpty());
        assertThat(names()).containsExactly("mcu");
    }

    @Test
    void createsTenModulesAndReportsTheEleventh() {
        ModuleData[] modules =
                IntStream.range(0, 12).mapToObj(i -> module("m" + i, null, "")).toArray(ModuleData[]::new);

        List<String> codes = codes(write(PLAIN, content("name_4", modules)));

        assertThat(codes.subList(0, 11)).containsOnly("");
        assertThat(codes.subList(11, 13)).containsOnly("iot.ota.ModuleCountExceedMax");
        assertThat(names()).hasSize(10);
        assertThat(codes(write(PLAIN, content("name_4", module("M3", null, "")))))
                .containsExactly("", "iot.ota.AlreadyExistedModuleName");
    }

    @Test
    void rejectsAProductOfAnotherAccount() {
        product = gateway.product(gateway.account());

        List<ItemResult> results = write(PLAIN, content("name_5", module("m", null, "")));

        assertThat(codes(results)).containsOnly("iot.prod.AlreadyExistedProductKey");
        assertThat(codes(write(DRY, content("name_5", module("m", null, "")))))
                .containsOnly("iot.prod.AlreadyExistedProductKey");
        assertThat(names()).isEmpty();
    }

    @Test
    void changesNothingOfAnExistingProductIfAModuleIsRejected() {
        ProductContent old = content("name_5a", module("ble", "alias", "a"), module("mcu", null, "a"));
        write(PLAIN, old);

        List<ItemResult> results = write(
                ATOMIC,
                content("name_5b", module("mcu", null, "b"), module("BLE", "alias", "a"), module("x", null, "")));

        assertThat(codes(results)).doesNotContain("").contains("iot.ota.AlreadyExistedModuleName");
        assertThat(stored()).isEqualTo(List.of(old));
    }

    @Test
    void rejectsHalfOfASurrogatePair() {
        assertThat(codes(write(PLAIN, content("name_5c", module("m", null, "\uD83D"), module("n", null, "")))))
                .containsExactly("", "InvalidParameter", "");
        assertThat(names()).containsExactly("n");
    }

    @Test
    void findsTheProductsThatItHas() {
        write(PLAIN, content("name_5d"));
        String foreign = gateway.product(gateway.account());
        try (Target target = target(PLAIN)) {
            assertThat(target.present(Set.of(product, foreign, "unknown"))).containsExactly(product);
            assertThat(target.identity()).doesNotContain(key.accessKeySecret());
        }
    }

    @Test
    void writesAProductWithAllItsModulesOrNothing() {
        ModuleData[] eleven =
                IntStream.range(0, 11).mapToObj(i -> module("m" + i, null, "")).toArray(ModuleData[]::new);

        assertThat(codes(write(ATOMIC, content("name_6", eleven))))
                .hasSize(12)
                .doesNotContain("")
                .contains("iot.ota.ModuleCountExceedMax", "iot.ota.AtomicBatchRejected");
        assertThat(codes(write(ATOMIC, content("name_6", module("m", null, ""), module("b!e", null, "")))))
                .containsExactly(
                        "iot.ota.AtomicBatchRejected",
                        "iot.ota.AtomicBatchRejected",
                        "iot.ota.InvalidFormattedModuleName");
        assertThat(stored()).isEmpty();
        assertThat(kinds(ATOMIC, content("name_6", module("m", null, "")))).containsOnly(Kind.CREATED);
    }

    @Test
    void changesNothingInADryRun() {
        ModuleData[] eleven =
                IntStream.range(0, 11).mapToObj(i -> module("m" + i, null, "")).toArray(ModuleData[]::new);

        List<ItemResult> results = write(DRY, content("name_7", eleven));

        assertThat(results.subList(0, 11)).allMatch(result -> result.kind() == Kind.CREATED);
        assertThat(results.get(11).code()).contains("iot.ota.ModuleCountExceedMax");
        assertThat(stored()).isEmpty();
        write(PLAIN, content("name_7", module("m", null, "a")));
        assertThat(kinds(DRY, content("name_8", module("m", null, "b"), module("n", null, ""))))
                .containsExactly(Kind.UPDATED, Kind.UPDATED, Kind.CREATED);
        assertThat(stored()).isEqualTo(List.of(content("name_7", module("m", null, "a"))));
    }

    @Test
    void keepsAModuleThatAClientModifiedLater() {
        write(PLAIN, content("name_9", module("ble", null, "old")));
        client.send(SignedRequest.of(key, "UpdateOTAModule", product)
                .with("ModuleName", "ble")
                .with("Desc", "of a client"));

        assertThat(kinds(KEEP, content("name_9", module("ble", null, "of the source"))))
                .containsExactly(Kind.UNCHANGED, Kind.KEPT);
        assertThat(kinds(PLAIN, content("name_9", module("ble", null, "of the source"))))
                .containsExactly(Kind.UNCHANGED, Kind.UPDATED);
    }

    @Test
    void keepsAModuleThatDiffersIfTheTimeAtTheSourceIsUnknown() {
        ModuleData unknown = new ModuleData(
                product, "ble", Optional.empty(), Optional.of("of the source"), TIME, ModuleData.UNKNOWN_TIME);
        assertThat(kinds(KEEP, content("name_9", unknown))).containsExactly(Kind.CREATED, Kind.CREATED);
        assertThat(stored().get(0).modules().get(0).modified()).isEqualTo(TIME);
        client.send(SignedRequest.of(key, "UpdateOTAModule", product)
                .with("ModuleName", "ble")
                .with("Desc", "of a client"));

        List<ItemResult> results = write(KEEP, content("name_9", unknown));

        assertThat(results).extracting(ItemResult::kind).containsExactly(Kind.UNCHANGED, Kind.KEPT);
        assertThat(results.get(1).code()).contains("KeptNewer");
    }

    @Test
    void letsClientsCreateInTheSameProductsAtOnce() {
        List<ProductContent> batch = new ArrayList<>();
        List<CompletableFuture<TestClient.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String own = product + "x" + i;
            gateway.product(account, own);
            batch.add(new ProductContent(
                    new ProductData(own, "contested_" + i, "", TIME, ProductProperties.DEFAULT),
                    IntStream.range(0, 6)
                            .mapToObj(m -> new ModuleData(own, "m" + m, Optional.empty(), Optional.of("x"), TIME, TIME))
                            .toList()));
        }
        for (ProductContent content : batch) {
            for (int m = 4; m < 12; m++) {
                replies.add(client.sendAsync(
                        SignedRequest.createModule(key, content.product().productKey(), "m" + m)));
            }
        }
        try (Target first = target(PLAIN);
                Target second = target(PLAIN)) {
            CompletableFuture<List<ItemResult>> there = Background.supply(() -> second.write(batch));
            List<ItemResult> here = first.write(batch);
            Set<String> codes =
                    here.stream().flatMap(result -> result.code().stream()).collect(Collectors.toSet());
            assertThat(codes).isSubsetOf("iot.ota.ModuleCountExceedMax");
            assertThat(there.join()).hasSameSizeAs(here);
        }
        assertThat(replies.stream().map(reply -> reply.join().status()).distinct())
                .containsOnly(200);
        assertThat(TestPostgres.number(
                        database,
                        "SELECT max(n) FROM (SELECT count(*) AS n FROM ota_module WHERE product_key LIKE '" + product
                                + "x%' GROUP BY product_key) AS t"))
                .isEqualTo(10);
    }

    Target endpoint(TargetOptions options) {
        return Targets.endpoint(access(), Optional.empty(), 0, options);
    }

    private ApiAccess access() {
        return new ApiAccess(
                URI.create(gateway.endpoint()),
                key.accessKeyId(),
                new Secret(key.accessKeySecret()),
                ApiAccess.Dialect.ALIBABA,
                ApiAccess.SignatureStyle.RPC,
                Optional.empty(),
                Optional.empty());
    }

    /** What the database has, with the times that this target does not keep replaced. */
    List<ProductContent> stored() {
        List<ProductContent> stored = new ArrayList<>();
        try (Source source = Sources.account(pool, account)) {
            for (Optional<ProductContent> next = source.next(); next.isPresent(); next = source.next()) {
                stored.add(settled(next.get()));
            }
        }
        return stored;
    }

    /** The same content, with what this target does not keep set to the values of {@link #content}. */
    ProductContent settled(ProductContent content) {
        return content;
    }

    private List<String> names() {
        return stored().stream()
                .flatMap(content -> content.modules().stream())
                .map(ModuleData::moduleName)
                .toList();
    }

    List<ItemResult> write(TargetOptions options, ProductContent... batch) {
        try (Target target = target(options)) {
            return target.write(List.of(batch));
        }
    }

    List<Kind> kinds(TargetOptions options, ProductContent... batch) {
        return write(options, batch).stream().map(ItemResult::kind).toList();
    }

    private static List<String> codes(List<ItemResult> results) {
        return results.stream().map(result -> result.code().orElse("")).toList();
    }

    ProductContent content(String name, ModuleData... modules) {
        return new ProductContent(
                new ProductData(product, name, "说明", TIME, ProductProperties.DEFAULT), List.of(modules));
    }

    ModuleData module(String name, String alias, String desc) {
        return new ModuleData(product, name, Optional.ofNullable(alias), Optional.of(desc), TIME, TIME);
    }
}
