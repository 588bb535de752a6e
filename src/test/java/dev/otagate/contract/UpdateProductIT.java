package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class UpdateProductIT extends ContractTest {
    private static final String TAKEN = "iot.prod.AlreadyExistedProductName";

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        String made = create("before", "first");

        assertThat(client.send(update(made).with("Description", "第二𠮷")).success())
                .isTrue();
        assertThat(described(made)).isEqualTo("before:第二𠮷");
        assertThat(client.send(update(made).with("ProductName", "后来的名称")).success())
                .isTrue();
        assertThat(described(made)).isEqualTo("后来的名称:第二𠮷");
        assertThat(client.send(update(made).with("Description", "")).success()).isTrue();
        assertThat(client.send(update(made)).success()).isTrue();
        assertThat(described(made)).isEqualTo("后来的名称:");
    }

    @Test
    void isAnsweredInAlibabasDialect() {
        Reply reply = client.send(update(product)
                .post()
                .with("Description", "d")
                .with("Version", "2018-01-20")
                .with("Format", "JSON"));

        assertThat(reply.body()).matches("\\{\"RequestId\":\"[0-9A-F-]{36}\",\"Success\":true}");
    }

    @Test
    void rejectsANameThatAnotherProductOfTheAccountHas() {
        String made = create("mine", "");
        create("others", "");

        assertThat(client.send(update(made).with("ProductName", "others")).code())
                .isEqualTo(TAKEN);
        assertThat(client.send(update(made).with("ProductName", "mine")).success())
                .isTrue();
        assertThat(described(made)).isEqualTo("mine:");
        assertThat(client.send(update(made).with("ProductName", "mine_2")).success())
                .isTrue();
        create("mine", "");
    }

    @Test
    void makesTheNameOfAnOperatorsProductUnique() {
        assertThat(client.send(update(product).with("ProductName", "was_free")).success())
                .isTrue();

        assertThat(client.send(creation("was_free")).code()).isEqualTo(TAKEN);
    }

    @Test
    void returnsTheSameForAForeignAndAnUnknownProduct() {
        String foreign = gateway.product(gateway.account());

        for (String other : List.of(foreign, "nosuch")) {
            assertThat(client.send(update(other).with("ProductName", "stolen")).code())
                    .isEqualTo("iot.prod.NotExistedProduct");
        }
        assertThat(TestPostgres.number(database, "SELECT count(*) FROM product WHERE name = 'stolen'"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ProductKey, '', iot.prod.NullProductKey",
        "ProductKey, a-b, iot.prod.InvalidFormattedProductkey",
        "ProductName, '', iot.prod.InvalidFormattedProductName",
        "ProductName, abc, iot.prod.InvalidFormattedProductName",
        "ProductName, no space, iot.prod.InvalidFormattedProductName"
    })
    void rejectsWhatBreaksARule(String name, String value, String code) {
        assertThat(client.send(update(product).with("Description", "x").with(name, value))
                        .code())
                .isEqualTo(code);
        assertThat(client.send(update(product).with("Description", "蓝".repeat(101)))
                        .code())
                .isEqualTo("iot.prod.LongProductDesc");
        assertThat(described(product)).endsWith(":");
    }

    @Test
    void givesANameToOneOfManyProductsAtOnce() {
        List<String> rivals =
                IntStream.range(0, 20).mapToObj(i -> gateway.product(account)).toList();
        List<SignedRequest> requests = new ArrayList<>();
        for (String rival : rivals) {
            requests.add(update(rival).with("ProductName", "contested"));
            requests.add(creation("contested"));
        }

        List<Reply> replies = client.sendAll(requests);

        assertThat(replies).filteredOn(Reply::success).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.code().equals(TAKEN)).hasSize(39);
    }

    @Test
    void takesEffectInOrderIfManyUpdateOneProduct() {
        String made = create("hot_product", "");
        List<SignedRequest> requests = IntStream.range(0, 200)
                .mapToObj(i -> i % 2 == 0
                        ? update(made).with("ProductName", "hot_" + i)
                        : update(made).with("Description", "d" + i))
                .toList();

        assertThat(client.sendAll(requests)).allMatch(Reply::success);
        assertThat(described(made)).matches("hot_\\d+:d\\d+");
    }

    @Test
    void waitsForAConcurrentChangeOfTheNameAndSeesItsResult() throws SQLException {
        String made = create("waiting", "");
        CompletableFuture<Reply> update;
        try (Connection byHand = database.dataSource().getConnection()) {
            byHand.setAutoCommit(false);
            byHand.createStatement()
                    .execute("INSERT INTO product (product_key, account_id, name, created_by_api) VALUES ('byHand', "
                            + account.id() + ", 'by_hand', true)");
            update = client.sendAsync(update(made).with("ProductName", "by_hand"));
            TestPostgres.commitOnceSomeoneWaits(database, byHand);
        }

        assertThat(update.join().code()).isEqualTo(TAKEN);
    }

    private String create(String name, String description) {
        return client.send(creation(name).with("Description", description))
                .json()
                .get("productKey")
                .asText();
    }

    private SignedRequest creation(String name) {
        return SignedRequest.of(key, "CreateProduct").with("ProductName", name).with("NodeType", "0");
    }

    private SignedRequest update(String productKey) {
        return SignedRequest.of(key, "UpdateProduct", productKey);
    }

    private String described(String productKey) {
        JsonNode data = client.send(SignedRequest.of(key, "QueryProduct", productKey))
                .json()
                .get("data");
        return data.get("productName").asText() + ":" + data.get("description").asText();
    }
}
