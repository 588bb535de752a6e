package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otagate.failure.ErrorCode;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DryRunIT extends ContractTest {
    private static final String ROWS = """
            SELECT (SELECT count(*) FROM ota_module) + 1000 * (SELECT count(*) FROM product)
                + 1000000 * (SELECT count(*) FROM idempotency_record)
                + (SELECT coalesce(sum(hashtext(m::text)), 0) FROM ota_module m)""";

    private long rows() {
        return TestPostgres.number(database, ROWS);
    }

    private SignedRequest of(String action, Map<String, String> parameters) {
        SignedRequest request = SignedRequest.of(key, action, product);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            request = request.with(parameter.getKey(), parameter.getValue());
        }
        return request;
    }

    private SignedRequest delete(String module) {
        return of("DeleteOTAModule", Map.of("ModuleName", module));
    }

    private SignedRequest update(String module) {
        return of("UpdateOTAModule", Map.of("ModuleName", module, "Desc", "changed"));
    }

    private SignedRequest createProduct(String name) {
        return SignedRequest.of(key, "CreateProduct").with("NodeType", "0").with("ProductName", name);
    }

    private SignedRequest batch(String modules) {
        return SignedRequest.of(key, "BatchCreateOTAModule").with("Modules", modules);
    }

    private String module(String name) {
        return "[{\"ProductKey\":\"" + product + "\",\"ModuleName\":\"" + name + "\"}]";
    }

    private Reply dry(SignedRequest request) {
        return client.send(request.with("DryRun", "true").again());
    }

    // Without the id, which differs.
    private static JsonNode body(Reply reply) {
        ObjectNode json = (ObjectNode) reply.json();
        json.remove(List.of("requestId", "RequestId"));
        return json;
    }

    @Test
    void reportsEachSuccessAndChangesNothing() {
        client.send(create("there"));
        String empty = gateway.product(account);
        List<SignedRequest> changes = List.of(
                create("new"),
                update("there"),
                delete("there"),
                createProduct("name-of-a-product"),
                of("DeleteProduct", Map.of("ProductKey", empty)),
                batch(module("new")),
                of("UpdateProduct", Map.of("Description", "new")));
        assertThat(changes.stream()
                        .map(change -> change.parameters().get("Action"))
                        .collect(Collectors.toSet()))
                .isEqualTo(new OperationCatalogue()
                        .all().stream()
                                .filter(operation -> operation.idempotent().isPresent())
                                .map(Operation::name)
                                .collect(Collectors.toSet()));
        long before = rows();
        for (SignedRequest change : changes) {
            for (SignedRequest request : List.of(change, change.with("ClientToken", "token-" + product))) {
                Reply reply = dry(request);
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.code()).as(change.encoded()).isEqualTo("DryRunOperation");
                assertThat(reply.message()).isEqualTo("Request validation has been passed with DryRun flag set.");
                Reply alibaba = dry(request.with("Version", "2018-01-20").with("Format", "JSON"));
                assertThat(alibaba.json().path("Code").asText()).isEqualTo("DryRunOperation");
            }
        }
        assertThat(rows()).isEqualTo(before);
        changes.forEach(
                change -> assertThat(client.send(change.again()).success()).isEqualTo(!change.equals(changes.get(5))));
    }

    @Test
    void rejectsAsTheRealCallForEveryBusinessCode() {
        client.send(create("there"));
        client.send(createProduct("taken-name"));
        String full = gateway.product(account);
        for (int i = 0; i < 10; i++) {
            client.send(create("m" + i).with("ProductKey", full));
        }
        String long101 = "x".repeat(101);
        List<SignedRequest> rejected = List.of(
                create("new").with("ProductKey", null),
                create("new").with("ProductKey", "-"),
                create("new").with("ProductKey", "unknown"),
                create("new").with("ModuleName", null),
                create("not valid"),
                create("new").with("AliasName", "not valid"),
                create("new").with("Desc", long101),
                create("THERE"),
                create("default"),
                create("eleventh").with("ProductKey", full),
                update("missing"),
                update("there").with("ProductKey", "unknown"),
                delete("missing"),
                delete("default"),
                delete("there").with("ProductKey", "unknown"),
                of("DeleteProduct", Map.of()),
                of("DeleteProduct", Map.of("ProductKey", "unknown")),
                batch(module("there")),
                batch("[" + module("there").substring(1, module("there").length() - 1) + ","
                                + module("other").substring(1))
                        .with("Atomic", "true"),
                batch(module("new")).with("Atomic", "maybe"),
                batch(null),
                batch("[]"),
                createProduct("taken-name"),
                createProduct(null),
                createProduct("x"),
                createProduct("good-name").with("ProductKey", product),
                of("UpdateProduct", Map.of("ProductKey", "unknown", "Description", "new")),
                createProduct("good-name").with("NodeType", "7"),
                createProduct("good-name").with("Description", long101),
                createProduct("good-name").with("DataFormat", "7"),
                createProduct("good-name").with("NetType", "7"),
                createProduct("good-name").with("AuthType", "7"),
                createProduct("good-name").with("ProtocolType", "7"),
                createProduct("good-name").with("AliyunCommodityCode", "7"));
        Set<String> codes = new HashSet<>();
        for (SignedRequest request : rejected) {
            for (SignedRequest inDialect :
                    List.of(request, request.with("Version", "2018-01-20").with("Format", "JSON"))) {
                Reply dry = dry(inDialect);
                Reply real = client.send(inDialect.again());
                assertThat(dry.status()).as(request.encoded()).isEqualTo(real.status());
                assertThat(body(dry)).as(request.encoded()).isEqualTo(body(real));
                codes.add(real.json().path("code").asText()
                        + real.json().path("Code").asText());
            }
        }
        // CurrentPage and PageSize are parameters of an operation that only reads.
        assertThat(new TreeSet<>(codes))
                .containsAll(Stream.of(ErrorCode.values())
                        .filter(code -> code.status() == 200 && code != ErrorCode.INVALID_PAGE)
                        .map(ErrorCode::code)
                        .toList());
    }

    @Test
    void usesUpTheNonceAndRespectsAUsedOne() {
        SignedRequest dry = create("ble").with("DryRun", "true");
        assertThat(client.send(dry).code()).isEqualTo("DryRunOperation");
        assertThat(client.send(dry).code()).isEqualTo("SignatureNonceUsed");
        String nonce = dry.parameters().get("SignatureNonce");
        assertThat(client.send(create("ble").with("SignatureNonce", nonce)).code())
                .isEqualTo("SignatureNonceUsed");
    }

    // Another node knows the nonces in the database alone.
    @Test
    void sharesItsNoncesWithOtherNodes() {
        try (TestGateway otherNode = TestGateway.start(database)) {
            TestClient other = new TestClient(otherNode.endpoint());
            SignedRequest dry = create("ble").with("DryRun", "true");
            assertThat(client.send(dry).code()).isEqualTo("DryRunOperation");
            assertThat(other.send(dry).code()).isEqualTo("SignatureNonceUsed");
            assertThat(other.send(with(dry, create("ble"))).code()).isEqualTo("SignatureNonceUsed");
            SignedRequest real = create("ble");
            assertThat(client.send(real).success()).isTrue();
            assertThat(other.send(with(real, create("other").with("DryRun", "true")))
                            .code())
                    .isEqualTo("SignatureNonceUsed");
        }
    }

    private static SignedRequest with(SignedRequest sent, SignedRequest next) {
        return next.with("SignatureNonce", sent.parameters().get("SignatureNonce"));
    }

    @Test
    void countsAStoredResponseButStoresNone() {
        SignedRequest request = create("ble").with("ClientToken", "t-" + product);
        assertThat(dry(request).code()).isEqualTo("DryRunOperation");
        assertThat(client.send(request.again()).header("Idempotent-Replayed")).isEmpty();
        assertThat(modules()).isEqualTo(1);
        assertThat(dry(request).code()).isEqualTo("DryRunOperation");
        assertThat(dry(request.with("Desc", "other")).code()).isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void rejectsOtherValuesAndIsIgnoredByReads() {
        Reply reply = client.send(create("ble").with("DryRun", "yes"));
        assertThat(reply.code()).isEqualTo("InvalidParameter");
        assertThat(reply.message()).contains("\"DryRun\"");
        assertThat(client.send(create("ble").with("DryRun", "false")).success()).isTrue();
        assertThat(client.send(of("ListOTAModuleByProduct", Map.of("DryRun", "true")))
                        .success())
                .isTrue();
    }

    @Test
    void doesNotDelayOrFailConcurrentCreates() {
        List<SignedRequest> mixed = Stream.iterate(0, i -> i + 1)
                .limit(40)
                .map(i -> i % 2 == 0 ? create("m" + i / 4) : create("m" + i / 4).with("DryRun", "true"))
                .toList();
        List<String> codes = client.sendAll(mixed).stream().map(Reply::code).toList();
        assertThat(codes)
                .allMatch(code -> Set.of(
                                "",
                                "DryRunOperation",
                                "iot.ota.AlreadyExistedModuleName",
                                "iot.ota.ModuleCountExceedMax")
                        .contains(code));
        assertThat(codes.stream().filter(String::isEmpty)).hasSize(10);
        assertThat(modules()).isEqualTo(10);
    }
}
