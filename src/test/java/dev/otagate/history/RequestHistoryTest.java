package dev.otagate.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.diagnosis.SignatureDiagnosis;
import dev.otagate.diagnosis.SignedRequest;
import dev.otagate.history.RejectedRequests.RejectedRequest;
import dev.otagate.metrics.StageClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RequestHistoryTest {
    private static final List<String> NAMES = List.of("ProductKey", "ModuleName", "AliasName", "Desc");

    private static RequestRecord request(String id, String account, String... values) {
        return request(id, account, true, values);
    }

    private static RequestRecord request(String id, String account, boolean isVerified, String... values) {
        return new RequestRecord(
                id,
                0,
                "192.0.2.1",
                account,
                "LTAI5tExampleKey0000001",
                isVerified,
                "CreateOTAModule",
                NAMES.subList(0, values.length),
                Arrays.asList(values),
                "",
                200,
                new StageClock());
    }

    @Test
    void keepsTheLastRequestsAndFindsThemById() {
        RequestHistory history = new RequestHistory(10);
        for (int i = 0; i < 25; i++) {
            history.add(request("id-" + i, "a", "product"));
        }
        assertThat(history.find("id-14")).isEmpty();
        assertThat(history.find("ID-15").orElseThrow().parameters()).isEqualTo(Map.of("ProductKey", "product"));
        assertThat(history.find("id-24")).isPresent();
    }

    @Test
    void pagesThroughTheRequestsOfAnAccountWhileNewOnesArrive() {
        RequestHistory history = new RequestHistory(1_000);
        for (int i = 0; i < 50; i++) {
            history.add(request("a" + i, "a"));
            history.add(request("b" + i, "b"));
        }
        List<String> ids = new ArrayList<>();
        OptionalLong cursor = OptionalLong.empty();
        do {
            RequestHistory.Page page = history.page(
                    cursor,
                    7,
                    request -> request.account().equals("a")
                            && !request.requestId().endsWith("0"));
            page.requests().forEach(request -> ids.add(request.requestId()));
            cursor = page.next();
            history.add(request("later" + ids.size(), "a"));
        } while (cursor.isPresent());
        assertThat(ids).hasSize(45).doesNotHaveDuplicates().startsWith("a49").endsWith("a1");
    }

    @Test
    void isBoundedInBytes() {
        RequestHistory history = new RequestHistory(100_000);
        String value = "x".repeat(RequestHistory.MAX_VALUE);
        for (int i = 0; i < 100_000; i++) {
            history.add(request("id" + i, "a", value, value));
        }
        int kept = history.page(OptionalLong.empty(), 100_000, request -> true)
                .requests()
                .size();
        assertThat(kept).isBetween(5_000, 50_000);
        assertThat((long) kept * request("id", "a", value, value).bytes())
                .isLessThanOrEqualTo(RequestHistory.MAX_BYTES);
    }

    @Test
    void keepsTenThousandCreatesWithAllParameters() {
        RequestHistory history = new RequestHistory(10_000);
        for (int i = 0; i < 10_000; i++) {
            history.add(request("id" + i, "a", "a1B2c3D4e5F", "module" + i, "An alias of the module", "x".repeat(100)));
        }
        assertThat(history.find("id0")).isPresent();
    }

    @Test
    void requestsWithoutACorrectSignaturePushNoOthersOut() {
        RequestHistory history = new RequestHistory(10_000);
        history.add(request("first", "a"));
        for (int i = 0; i < 20_000; i++) {
            history.add(request("stranger" + i, "", false));
        }
        history.add(request("last", "a"));
        assertThat(history.find("first")).isPresent();
        List<RequestRecord> all =
                history.page(OptionalLong.empty(), 100_000, request -> true).requests();
        assertThat(all).hasSize(RequestHistory.MAX_UNVERIFIED + 2);
        assertThat(all.get(0).requestId()).isEqualTo("last");
        assertThat(all.get(1).requestId()).isEqualTo("stranger19999");
    }

    @Test
    void wrongRequestsOfOneKeyPushNoOthersOut() {
        RejectedRequests rejected = new RejectedRequests();
        rejected.add(rejected("first", "a", "x"));
        for (int i = 0; i < 200; i++) {
            rejected.add(rejected("id" + i, "b", "x"));
        }
        assertThat(rejected.find("a", "first")).isPresent();
        assertThat(rejected.of("b")).hasSize(RejectedRequests.MAX_OF_KEY);
        assertThat(rejected.of("b").get(0).id()).isEqualTo("id199");
    }

    @Test
    void keepsTheLastFiftyRejectedRequests() {
        RejectedRequests rejected = new RejectedRequests();
        for (int i = 0; i < 200; i++) {
            rejected.add(rejected("id" + i, i % 2 == 0 ? "a" : "b", "key" + i, "x"));
        }
        rejected.add(rejected("large", "a", "x".repeat(SignatureDiagnosis.MAX_CHARACTERS)));
        assertThat(rejected.of("a")).hasSize(RejectedRequests.MAX_REQUESTS / 2);
        assertThat(rejected.of("a").get(0).id()).isEqualTo("id198");
        assertThat(rejected.find("a", "ID198")).isPresent();
        assertThat(rejected.find("b", "id198")).isEmpty();
        assertThat(rejected.find("a", "large")).isEmpty();
    }

    private static RejectedRequest rejected(String id, String account, String body) {
        return rejected(id, account, "key of " + account, body);
    }

    private static RejectedRequest rejected(String id, String account, String key, String body) {
        SignedRequest request = new SignedRequest("POST", "/", "", Map.of(), body);
        return new RejectedRequest(id, Instant.EPOCH, "192.0.2.1", account, key, "CreateOTAModule", request);
    }
}
