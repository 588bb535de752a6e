package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductOperationsIT extends ContractTest {
    @Test
    void provisionsFromNothing() {
        String made = createProduct("fleet_1");
        assertThat(made).matches("a1[A-Za-z0-9]{9}");
        assertThat(client.send(SignedRequest.createModule(key, made, "ble")).success())
                .isTrue();

        assertThat(client.send(deleteProduct(made)).code()).isEqualTo("iot.prod.ExistedModule");
        assertThat(client.send(SignedRequest.of(key, "DeleteOTAModule", made).with("ModuleName", "ble"))
                        .success())
                .isTrue();
        assertThat(client.send(deleteProduct(made)).success()).isTrue();
        assertThat(client.send(deleteProduct(made)).code()).isEqualTo("iot.prod.NotExistedProduct");
        assertThat(client.send(SignedRequest.createModule(key, made, "ble")).code())
                .isEqualTo("iot.prod.NotExistedProduct");
        assertThat(createProduct("fleet_1")).isNotEqualTo(made);
    }

    @Test
    void returnsAProduct() {
        String made = client.send(named("描述灯泡")
                        .with("NodeType", "1")
                        .with("Description", "d\"<&")
                        .with("DataFormat", "0")
                        .with("NetType", "ETHERNET")
                        .with("ProtocolType", "ble")
                        .with("AliyunCommodityCode", "iothub_senior"))
                .json()
                .get("productKey")
                .asText();

        JsonNode data =
                client.send(SignedRequest.of(key, "QueryProduct", made)).json().get("data");

        assertThat(data.get("gmtCreate").asLong())
                .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 60_000);
        assertThat(data.toString().replaceFirst("\"gmtCreate\":\\d+", "\"gmtCreate\":0"))
                .isEqualTo("{\"aliyunCommodityCode\":\"iothub_senior\",\"authType\":\"secret\",\"dataFormat\":0,"
                        + "\"description\":\"d\\\"<&\",\"deviceCount\":0,\"gmtCreate\":0,\"id2\":false,\"netType\":7,"
                        + "\"nodeType\":1,\"owner\":true,\"productKey\":\"" + made
                        + "\",\"productName\":\"描述灯泡\",\"productStatus\":\"DEVELOPMENT_STATUS\","
                        + "\"protocolType\":\"ble\"}");
    }

    @Test
    void returnsTheSameForAForeignAndAnUnknownProduct() {
        String foreign = gateway.product(gateway.account());

        for (String action : List.of("QueryProduct", "DeleteProduct")) {
            assertThat(client.send(SignedRequest.of(key, action, foreign)).body())
                    .contains("iot.prod.NotExistedProduct")
                    .doesNotContain("data");
            assertThat(client.send(SignedRequest.of(key, action, "nosuch")).code())
                    .isEqualTo("iot.prod.NotExistedProduct");
        }
    }

    @Test
    void takesAKeyThatNoProductHas() {
        String foreign = gateway.product(gateway.account());
        SignedRequest create = named("with_its_key").with("ProductKey", "Moved1");

        assertThat(client.send(create).json().get("productKey").asText()).isEqualTo("Moved1");
        for (String taken : List.of("Moved1", foreign)) {
            assertThat(client.send(named("another_one").with("ProductKey", taken))
                            .code())
                    .isEqualTo("iot.prod.AlreadyExistedProductKey");
        }
        assertThat(client.send(create.again()).code()).isEqualTo("iot.prod.AlreadyExistedProductName");
        assertThat(client.send(named("another_one").with("ProductKey", "a-b")).code())
                .isEqualTo("iot.prod.InvalidFormattedProductkey");
        assertThat(client.send(SignedRequest.createModule(key, "Moved1", "ble")).success())
                .isTrue();
    }

    @Test
    void givesAKeyOnceUnderConcurrency() {
        List<Reply> replies = client.sendAll(IntStream.range(0, 40)
                .mapToObj(i -> named("rival_" + i).with("ProductKey", "contested"))
                .toList());

        assertThat(replies).filteredOn(Reply::success).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.code().equals("iot.prod.AlreadyExistedProductKey"))
                .hasSize(39);
    }

    @ParameterizedTest
    @CsvSource({
        "NodeType,, iot.prod.InvalidNodeType",
        "NodeType, 2, iot.prod.InvalidNodeType",
        "ProductName,, iot.prod.NullProductName",
        "ProductName, abc, iot.prod.InvalidFormattedProductName",
        "ProductName, 1234567890123456789012345678901, iot.prod.InvalidFormattedProductName",
        "ProductName, 一二三四五六七八九十一二三四五六, iot.prod.InvalidFormattedProductName",
        "ProductName, no space, iot.prod.InvalidFormattedProductName",
        "DataFormat, 3, iot.prod.InvalidDataFormat",
        "NetType, PIGEON, iot.prod.InvalidNetType",
        "AuthType, none, iot.prod.InvalidAuthType",
        "ProtocolType, none, iot.prod.InvalidProtocolType",
        "AliyunCommodityCode, none, iot.prod.InvalidAliyunCommodityCode"
    })
    void rejectsWhatBreaksARule(String name, String value, String code) {
        assertThat(client.send(named("valid_name").with(name, value)).code()).isEqualTo(code);
    }

    @Test
    void takesJapaneseNames() {
        assertThat(client.send(named("センサー・温度")).success()).isTrue();
    }

    @Test
    void rejectsADescriptionOverAHundredCharacters() {
        assertThat(client.send(named("described").with("Description", "蓝".repeat(101)))
                        .code())
                .isEqualTo("iot.prod.LongProductDesc");
        assertThat(client.send(named("described").with("Description", "蓝".repeat(100)))
                        .success())
                .isTrue();
    }

    @Test
    void givesANameOnceInAnAccountUnderConcurrency() {
        List<Reply> replies = client.sendAll(
                IntStream.range(0, 40).mapToObj(i -> named("contested")).toList());

        assertThat(replies).filteredOn(Reply::success).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.code().equals("iot.prod.AlreadyExistedProductName"))
                .hasSize(39);
        NewAccessKey other = gateway.key(gateway.account());
        assertThat(client.send(named(other, "contested")).success()).isTrue();
    }

    @Test
    void listsProductsAPageAtATime() {
        Account own = gateway.account();
        NewAccessKey ownKey = gateway.key(own);
        assertThat(list(ownKey, 1, 10).toString())
                .isEqualTo("{\"currentPage\":1,\"pageCount\":0,\"pageSize\":10,\"total\":0,\"list\":[]}");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(gateway.product(own));
        }

        List<String> paged = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonNode data = list(ownKey, page, 2);
            assertThat(data.get("total").asInt()).isEqualTo(5);
            assertThat(data.get("pageCount").asInt()).isEqualTo(3);
            paged.addAll(data.get("list").findValuesAsText("productKey"));
        }
        assertThat(paged).isEqualTo(made);
        assertThat(client.send(page(ownKey, 1, 2).with("AliyunCommodityCode", "iothub"))
                        .json()
                        .at("/data/total")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 0", "1, 201", "-1, 1", "1,", ", 1", "x, 1", "1, 1.5", "99999999999, 1"})
    void rejectsPagesThatAreNone(String current, String size) {
        SignedRequest request = SignedRequest.of(key, "QueryProductList")
                .with("CurrentPage", current)
                .with("PageSize", size);

        assertThat(client.send(request).code()).isEqualTo("iot.common.InvalidPageParams");
    }

    @Test
    void wrapsTheListInAlibabasDialect() {
        SignedRequest request = page(key, 1, 1).with("Version", "2018-01-20");

        assertThat(client.send(request.with("Format", "JSON")).body())
                .contains("\"List\":{\"ProductInfo\":[{\"AuthType\"");
        assertThat(client.send(request.again()).body())
                .contains("<PageSize>1</PageSize>")
                .contains("<List><ProductInfo><AuthType>");
    }

    @Test
    void leavesNoModuleWithoutItsProduct() {
        for (int round = 0; round < 15; round++) {
            String contested = createProduct("contested_" + round);
            List<SignedRequest> requests = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                requests.add(SignedRequest.createModule(key, contested, "m" + i));
                requests.add(deleteProduct(contested));
            }
            List<Reply> replies = client.sendAll(requests);

            assertThat(replies).allMatch(reply -> reply.status() == 200);
        }

        assertThat(TestPostgres.number(
                        database,
                        "SELECT count(*) FROM ota_module m WHERE NOT EXISTS"
                                + " (SELECT FROM product p WHERE p.product_key = m.product_key)"))
                .isZero();
    }

    @Test
    void makesACreateWaitForADeletionUnderWay() throws SQLException {
        String doomed = createProduct("doomed");
        CompletableFuture<Reply> create;
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("DELETE FROM product WHERE product_key = '" + doomed + "'");
            create = client.sendAsync(SignedRequest.createModule(key, doomed, "late"));
            TestPostgres.commitOnceSomeoneWaits(database, connection);
        }

        assertThat(create.join().code()).isEqualTo("iot.prod.NotExistedProduct");
    }

    private SignedRequest named(String name) {
        return named(key, name);
    }

    private static SignedRequest named(NewAccessKey as, String name) {
        return SignedRequest.of(as, "CreateProduct").with("ProductName", name).with("NodeType", "0");
    }

    private String createProduct(String name) {
        return client.send(named(name)).json().get("productKey").asText();
    }

    private SignedRequest deleteProduct(String productKey) {
        return SignedRequest.of(key, "DeleteProduct", productKey);
    }

    private static SignedRequest page(NewAccessKey as, int current, int size) {
        return SignedRequest.of(as, "QueryProductList")
                .with("CurrentPage", Integer.toString(current))
                .with("PageSize", Integer.toString(size));
    }

    private JsonNode list(NewAccessKey as, int current, int size) {
        return client.send(page(as, current, size)).json().get("data");
    }
}
