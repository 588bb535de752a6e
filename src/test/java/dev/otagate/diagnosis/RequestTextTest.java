package dev.otagate.diagnosis;

import static dev.otagate.diagnosis.MistakenClient.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.diagnosis.Diagnosis.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestTextTest {
    private final SignedRequest rpc = new MistakenClient(false, false).request();
    private final SignedRequest rpcPost = new MistakenClient(false, true).request();
    private final SignedRequest acs3 = new MistakenClient(true, true).request();

    @Test
    void readsUrlsAndQueries() {
        for (String text : List.of(
                "https://iot.example.com:8686/?" + rpc.query(),
                "  GET http://iot.example.com/?" + rpc.query() + "\n",
                "https://iot.example.com?" + rpc.query(),
                "/?" + rpc.query(),
                rpc.query())) {
            assertThat(verdict(text)).isEqualTo(Verdict.VALID);
        }
    }

    @Test
    void readsCurlCommands() {
        String url = "'https://iot.example.com:8686/?" + rpc.query() + "'";
        assertThat(verdict("curl " + url)).isEqualTo(Verdict.VALID);
        assertThat(verdict("curl -sS -X GET -o /dev/null \\\n  --url=" + url)).isEqualTo(Verdict.VALID);
        String post = "'https://iot.example.com:8686/?" + rpcPost.query() + "'";
        assertThat(verdict("curl " + post + " --data-raw '" + rpcPost.body() + "' --compressed"))
                .isEqualTo(Verdict.VALID);
        assertThat(verdict("curl -X POST " + acs3Headers(" -H '", "'") + " -d '" + acs3.body()
                        + "' 'https://iot.example.com:8686/?" + acs3.query() + "'"))
                .isEqualTo(Verdict.VALID);
        for (String text : List.of(
                "$ curl -sSX GET " + url + " --limit-rate 100k",
                "curl.exe -skXGET " + url,
                "curl\t" + url + " -c cookies.txt --unknown-option value")) {
            assertThat(verdict(text)).as(text).isEqualTo(Verdict.VALID);
        }
        assertThat(verdict("curl " + post + " -sSd '" + rpcPost.body() + "'")).isEqualTo(Verdict.VALID);
        assertThat(verdict("curl -G 'https://iot.example.com:8686/' -d '" + rpc.query() + "'"))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void readsRawRequests() {
        String raw = "POST /?" + acs3.query() + " HTTP/1.1\r\n" + acs3Headers("", "\r\n") + "\r\n" + acs3.body();
        assertThat(verdict(raw)).isEqualTo(Verdict.VALID);
        assertThat(verdict(raw.replace("\r\n", "\n") + "\n")).isEqualTo(Verdict.VALID);
        assertThat(verdict("GET /?" + rpc.query() + " HTTP/1.1\nHost: iot.example.com"))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void rejectsOtherText() {
        for (String text : List.of(
                "",
                "hello",
                "hello world and more",
                "curl",
                "curl -X",
                "curl -d @body.txt https://iot.example.com/?Signature=x",
                "https://iot.example.com/",
                "GET / HTTP/1.1",
                "curl 'unclosed",
                "\\",
                "%",
                "GET  HTTP/1.1",
                "x".repeat(RequestText.MAX_LENGTH + 1))) {
            assertThat(verdict(text)).as(text).isEqualTo(Verdict.UNREADABLE);
        }
    }

    private String acs3Headers(String before, String after) {
        return acs3.headers().entrySet().stream()
                .map(header -> before + header.getKey() + ": " + header.getValue() + after)
                .collect(Collectors.joining());
    }

    private static Verdict verdict(String text) {
        Optional<SignedRequest> request = RequestText.parse(text).fold(Optional::of, failure -> Optional.empty());
        return request.map(found -> new SignatureDiagnosis()
                        .explain(found, SECRET, List.of())
                        .verdict())
                .orElse(Verdict.UNREADABLE);
    }
}
