package dev.otagate.history;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static RequestRecord request(String id, String account, String... values) {
        List<String> names = List.of("ProductKey", "Desc").subList(0, values.length);
        return new RequestRecord(
                id,
                0,
                "192.0.2.1",
                account,
                "id",
                "CreateOTAModule",
                names,
                Arrays.asList(values),
                "",
                200,
                new StageClock());
    }

    @Test
    void keepsTheLastRequestsAndFindsThemById() {
        RequestHistory history = new RequestHistory(10);
        for (int i = 0; i < 25; i++) {
            history.add(request("id-" + i, "a", "product", null));
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
            RequestHistory.Page page =
                    history.page("a", cursor, 7, request -> !request.requestId().endsWith("0"));
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
        int kept = history.page("a", OptionalLong.empty(), 100_000, request -> true)
                .requests()
                .size();
        assertThat(kept).isBetween(5_000, 50_000);
        assertThat((long) kept * request("id", "a", value, value).bytes())
                .isLessThanOrEqualTo(RequestHistory.MAX_BYTES);
    }

    @Test
    void keepsTheLastFiftyRejectedRequests() {
        RejectedRequests rejected = new RejectedRequests();
        for (int i = 0; i < 200; i++) {
            rejected.add(rejected("id" + i, i % 2 == 0 ? "a" : "b", "x"));
        }
        rejected.add(rejected("large", "a", "x".repeat(RejectedRequests.MAX_CHARACTERS)));
        assertThat(rejected.of("a")).hasSize(RejectedRequests.MAX_REQUESTS / 2);
        assertThat(rejected.of("a").get(0).id()).isEqualTo("id198");
        assertThat(rejected.find("a", "ID198")).isPresent();
        assertThat(rejected.find("b", "id198")).isEmpty();
        assertThat(rejected.find("a", "large")).isEmpty();
    }

    private static RejectedRequest rejected(String id, String account, String body) {
        SignedRequest request = new SignedRequest("POST", "/", "", Map.of(), body);
        return new RejectedRequest(id, Instant.EPOCH, "192.0.2.1", account, "key", "CreateOTAModule", request);
    }
}
