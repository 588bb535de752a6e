package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.failure.ErrorCode;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.operation.Parameter;
import dev.otagate.support.Acs3Request;
import dev.otagate.support.ExampleDocument;
import dev.otagate.support.SignedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The examples of {@code docs/user/api.md} are real responses of a gateway, and the page names every operation, parameter and code.
 * {@code scripts/update-api-examples.sh} writes them anew.
 */
class ApiExamplesIT extends ContractTest {
    private static final Path PAGE = Path.of("docs", "user", "api.md");
    private static final Path RETRIES = Path.of("docs", "user", "retries.md");
    private static final String PRODUCT = "a1uctKe0000";

    @Test
    void showsRealRequestsAndResponses() throws IOException {
        gateway.product(account, PRODUCT);
        ExampleDocument api = new ExampleDocument(client);
        modules(api);
        batches(api);
        ExampleDocument retries = new ExampleDocument(client);
        retries(retries);
        products(api);
        rejections(api);

        assertExamples(PAGE, api);
        assertExamples(RETRIES, retries);
    }

    private static void assertExamples(Path file, ExampleDocument examples) throws IOException {
        String page = Files.readString(file);
        if (Boolean.getBoolean("api.examples.write")) {
            page = examples.writtenInto(page);
            Files.writeString(file, page);
        }
        assertThat(ExampleDocument.masked(page))
                .as(file + "; scripts/update-api-examples.sh writes the examples again")
                .isEqualTo(ExampleDocument.masked(examples.writtenInto(page)));
    }

    @Test
    void namesEveryOperationParameterAndCode() throws IOException {
        String page = Files.readString(PAGE);
        for (Operation operation : new OperationCatalogue().all()) {
            int start = page.indexOf("\n## " + operation.name() + "\n");
            assertThat(start).as(operation.name()).isPositive();
            assertThat(page.substring(start, page.indexOf("\n## ", start + 1)))
                    .as(operation.name())
                    .contains(
                            operation.parameters().stream().map(Parameter::name).toList());
        }
        for (ErrorCode code : ErrorCode.values()) {
            String name = code.name().startsWith("MISSING_") ? "Missing*Name*" : code.code();
            assertThat(page).contains(name);
            assertThat(page)
                    .contains(code.message()
                            .replaceFirst("^\\w+ is mandatory", "*Name* is mandatory")
                            .replace("\"%s\"", "\"X\"")
                            .replace("is:%s", "is:...")
                            .replace("%s bytes", "N bytes"));
        }
    }

    private void modules(ExampleDocument examples) {
        SignedRequest create = SignedRequest.createModule(key, PRODUCT, "ble");
        examples.add("create", create.with("AliasName", "蓝牙模块").with("Desc", "BLE module"));
        examples.addForm(
                "create-by-form",
                SignedRequest.createModule(key, PRODUCT, "mcu").post());
        examples.add("create-xml", create.again().with("Format", "XML").with("ModuleName", "scanner"));
        examples.add(
                "create-alibaba",
                create.again()
                        .with("ModuleName", "zigbee")
                        .with("Version", "2018-01-20")
                        .with("Format", "JSON"));
        examples.add(
                "create-acs3",
                Acs3Request.of(key, "CreateOTAModule", Map.of("ProductKey", PRODUCT, "ModuleName", "camera")));
        examples.add("list", SignedRequest.of(key, "ListOTAModuleByProduct", PRODUCT));
        examples.add(
                "list-alibaba",
                Acs3Request.of(key, "ListOTAModuleByProduct", Map.of("ProductKey", PRODUCT, "Format", "XML")));
        examples.add(
                "update",
                SignedRequest.of(key, "UpdateOTAModule", PRODUCT)
                        .with("ModuleName", "ble")
                        .with("Desc", "BLE module, rev. B"));
        examples.add("delete", SignedRequest.of(key, "DeleteOTAModule", PRODUCT).with("ModuleName", "camera"));
    }

    private void batches(ExampleDocument examples) {
        String modules = "[{\"ProductKey\":\"" + PRODUCT + "\",\"ModuleName\":\"lidar\",\"Desc\":\"front\"},"
                + "{\"ProductKey\":\"" + PRODUCT + "\",\"ModuleName\":\"BLE\"}]";
        SignedRequest batch = SignedRequest.of(key, "BatchCreateOTAModule")
                .with("Modules", modules)
                .post();
        examples.addForm("batch", batch);
        examples.addForm("batch-atomic", batch.again().with("Atomic", "true"));
    }

    private void retries(ExampleDocument examples) {
        SignedRequest create = SignedRequest.createModule(key, PRODUCT, "gps").with("ClientToken", "line-7-000123");
        examples.add("retry-first", create);
        examples.add("retry-second", create.again());
        examples.add("retry-mismatch", create.again().with("Desc", "another one"));
    }

    private void products(ExampleDocument examples) {
        Account fleet = gateway.account();
        NewAccessKey fleetKey = gateway.key(fleet);
        SignedRequest create = SignedRequest.of(fleetKey, "CreateProduct")
                .with("ProductName", "Street_Light")
                .with("NodeType", "0")
                .with("Description", "Pole 1 to 400");
        String made =
                examples.add("create-product", create).json().get("productKey").asText();
        examples.add("query-product", SignedRequest.of(fleetKey, "QueryProduct", made));
        SignedRequest page = SignedRequest.of(fleetKey, "QueryProductList")
                .with("CurrentPage", "1")
                .with("PageSize", "20");
        examples.add("query-product-list", page);
        examples.add(
                "query-product-list-alibaba",
                page.again().with("Version", "2018-01-20").with("Format", "JSON"));
        examples.add(
                "update-product",
                SignedRequest.of(fleetKey, "UpdateProduct", made).with("Description", "Pole 1 to 500"));
        client.send(SignedRequest.createModule(fleetKey, made, "ble"));
        examples.add("delete-product", SignedRequest.of(fleetKey, "DeleteProduct", made));
    }

    private void rejections(ExampleDocument examples) {
        examples.add("rejected", SignedRequest.createModule(key, PRODUCT, "b!e"));
        examples.add(
                "rejected-alibaba",
                SignedRequest.createModule(key, PRODUCT, "b!e")
                        .with("Version", "2018-01-20")
                        .with("Format", "JSON"));
        examples.add("unknown-action", SignedRequest.of(key, "Nothing").with("Version", "2018-01-20"));
        Account slow = gateway.account(OptionalInt.of(1), OptionalInt.of(1));
        NewAccessKey slowKey = gateway.key(slow);
        client.send(SignedRequest.of(slowKey, "ListOTAModuleByProduct", PRODUCT));
        examples.add("throttled", SignedRequest.of(slowKey, "ListOTAModuleByProduct", PRODUCT));
    }
}
