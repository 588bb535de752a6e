package dev.otagate.diagnosis;

import static dev.otagate.diagnosis.MistakenClient.OTHER_SECRET;
import static dev.otagate.diagnosis.MistakenClient.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@SameOnEveryJdk
class SignatureDiagnosisTest {
    private static final Map<String, Consumer<MistakenClient>> BOTH = new LinkedHashMap<>();
    private static final Map<String, Consumer<MistakenClient>> RPC = new LinkedHashMap<>();
    private static final Map<String, Consumer<MistakenClient>> ENCODED_TWICE = new LinkedHashMap<>();
    private static final Map<String, Consumer<MistakenClient>> ACS3 = new LinkedHashMap<>();

    static {
        encoding("space-as-plus", text -> MistakenClient.encode(text).replace("%20", "+"));
        encoding("form-encoding", MistakenClient::formEncode);
        encoding("lower-case-hex", text -> lowerHex(MistakenClient.encode(text)));
        encoding("star-not-encoded", text -> MistakenClient.encode(text).replace("%2A", "*"));
        encoding("tilde-encoded", text -> MistakenClient.encode(text).replace("~", "%7E"));
        encoding("encode-uri-component", SignatureDiagnosisTest::encodeUriComponent);
        encoding("parentheses-not-encoded", text -> encodeUriComponent(text).replace("*", "%2A"));
        encoding("encoded-twice", text -> MistakenClient.encode(MistakenClient.encode(text)));
        encoding("not-encoded", text -> text);
        encoding("latin-1", text -> MistakenClient.encode(text, StandardCharsets.ISO_8859_1));
        encoding("gbk", text -> MistakenClient.encode(text, Charset.forName("GBK")));
        encoding("encoded-by-library", SignatureDiagnosisTest::phpUrlEncode);
        encoding("character-not-encoded", text -> MistakenClient.encode(text).replace("%2F", "/"));
        BOTH.put("not-sorted", client -> client.sorted = false);
        BOTH.put("sorted-ignoring-case", client -> client.order = String.CASE_INSENSITIVE_ORDER);
        BOTH.put("empty-left-out", client -> client.signed.values().removeIf(String::isEmpty));
        BOTH.put("signature-signed", client -> client.signed.put("Signature", ""));
        BOTH.put("parameter-not-signed", client -> client.signed.remove("Version"));
        BOTH.put("parameter-not-sent", client -> client.signed.put("Format", "JSON"));
        BOTH.put(
                "parameter-encoded-twice",
                client -> client.signed.compute("AliasName", (name, value) -> MistakenClient.encode(value)));
        BOTH.put("plus-became-space", client -> client.signed.replaceAll((name, value) -> value.replace(' ', '+')));
        BOTH.put(
                "line-breaks-changed",
                client -> client.signed.replaceAll((name, value) -> value.replace("\n", "\r\n")));
        BOTH.put("wrong-separator", client -> client.joiner = "");
        BOTH.put("separator-at-end", client -> client.canonical = query -> query + "&");
        BOTH.put("wrong-method", client -> client.method = client.post ? "GET" : "POST");
        BOTH.put("method-lower-case", client -> client.method = client.method.toLowerCase(Locale.ROOT));
        BOTH.put("string-to-sign-with-newline", client -> client.text = text -> text + "\n");
        BOTH.put("other-secret", client -> client.key = client.key.replace(SECRET, OTHER_SECRET));
        BOTH.put("secret-with-newline", client -> client.key = client.key.replace(SECRET, SECRET + "\n"));
        BOTH.put("secret-with-space", client -> client.key = " " + client.key);
        BOTH.put("access-key-id-as-secret", client -> client.key = client.key.replace(SECRET, MistakenClient.KEY_ID));
        BOTH.put("secret-base64-decoded", client -> {
            byte[] decoded = Base64.getMimeDecoder().decode(SECRET);
            byte[] key = Arrays.copyOf(decoded, decoded.length + 1);
            key[decoded.length] = '&';
            client.keyOctets = client.acs3 ? decoded : key;
        });
        BOTH.put("sha1", client -> {
            client.algorithm = "HmacSHA1";
            // For RPC, SHA1 is correct unless the request says SHA256.
            if (!client.acs3) {
                client.query.put("SignatureMethod", "HMAC-SHA256");
                client.signed.put("SignatureMethod", "HMAC-SHA256");
            }
        });
        BOTH.put("md5", client -> client.algorithm = "HmacMD5");
        BOTH.put(
                "signature-base64-of-hex",
                client -> client.sent = signature -> {
                    String hex = client.acs3
                            ? signature
                            : HexFormat.of().formatHex(Base64.getDecoder().decode(signature));
                    return Base64.getEncoder().encodeToString((hex + "\n").getBytes(StandardCharsets.UTF_8));
                });
        BOTH.put("signature-truncated", client -> client.sent = signature -> signature.substring(0, 20));
        BOTH.put("query-lower-case", client -> client.canonical = query -> query.toLowerCase(Locale.ROOT));

        RPC.put("sha256", client -> client.algorithm = "HmacSHA256");
        RPC.put("secret-without-ampersand", client -> client.key = SECRET);
        RPC.put("signature-hex", client -> client.hex = true);
        RPC.put("signature-base64-url", client -> {
            for (int i = 0; !client.request().query().matches(".*Signature=.*%2[BF].*"); i++) {
                client.query.put("SignatureNonce", "nonce" + i);
                client.signed.put("SignatureNonce", "nonce" + i);
            }
            client.sent = text -> text.replace('+', '-').replace('/', '_');
        });
        RPC.put("signature-without-padding", client -> client.sent = text -> text.replace("=", ""));
        RPC.put("signature-encoded-twice", client -> client.sent = MistakenClient::encode);
        RPC.put("timestamp-misspelt", client -> client.signed.put("TimeStamp", client.signed.remove("Timestamp")));
        RPC.put("timestamp-in-local-time", client -> client.signed.put("Timestamp", "2026-11-28T17:47:43Z"));
        RPC.put("timestamp-taken-twice", client -> client.signed.put("Timestamp", "2026-11-28T09:47:42Z"));
        RPC.put("query-not-encoded", client -> client.outer = text -> text);
        RPC.put("query-lower-case-hex", client -> client.outer = text -> lowerHex(MistakenClient.encode(text)));
        RPC.put("path-not-encoded", client -> client.path = "/");
        RPC.put("path-empty", client -> client.path = "");
        RPC.put("path-missing", client -> client.text = text -> text.replaceFirst("%2F&", ""));
        RPC.put("path-encoded-twice", client -> client.path = "%252F");
        RPC.put("string-to-sign-encoded", client -> client.text = MistakenClient::encode);

        ACS3.put("secret-with-ampersand", client -> client.key = SECRET + "&");
        ACS3.put("signature-upper-case", client -> client.sent = text -> text.toUpperCase(Locale.ROOT));
        ACS3.put("signature-base64", client -> client.hex = false);
        ACS3.put("host-without-port", client -> client.signedHeaders.put("host", "iot.example.com"));
        ACS3.put("host-changed-by-proxy", client -> client.signedHeaders.put("host", "iot.example.com:443"));
        ACS3.put("timestamp-in-local-time", client -> client.signedHeaders.put("x-acs-date", "2026-11-28T04:17:43Z"));
        ACS3.put(
                "headers-not-lower-case",
                client -> client.names = new ArrayList<>(List.of(
                        "Host",
                        "X-Acs-Action",
                        "X-Acs-Content-Sha256",
                        "X-Acs-Date",
                        "X-Acs-Signature-Nonce",
                        "X-Acs-Version")));
        ACS3.put("header-not-signed", client -> client.names.remove("x-acs-version"));
        ACS3.put("empty-line-missing", client -> client.afterHeaders = "");
        ACS3.put("header-list-separator", client -> client.list = list -> list.replace(';', ','));
        ACS3.put("query-not-signed", client -> client.canonical = query -> "");
        ACS3.put("body-hash-missing", client -> client.bodyHash = "");
        ACS3.put("body-hash-upper-case", client -> {
            client.bodyHash = client.bodyHash.toUpperCase(Locale.ROOT);
            client.signedHeaders.put("x-acs-content-sha256", client.bodyHash);
        });
        ACS3.put("path-missing", client -> client.path = "");
        ACS3.put("canonical-request-not-hashed", client -> client.hash = text -> text);
        ACS3.put("canonical-request-with-newline", client -> client.hash = text -> MistakenClient.sha256(text + "\n"));
        ACS3.put("scheme-missing", client -> client.text = text -> text.substring(text.indexOf('\n') + 1));
    }

    private static void encoding(String code, UnaryOperator<String> encode) {
        BOTH.put(code, client -> client.encode = encode);
        // Most clients have one function for both passes.
        ENCODED_TWICE.put(code, client -> {
            client.encode = encode;
            client.outer = encode;
        });
    }

    private static String lowerHex(String encoded) {
        return Pattern.compile("%[0-9A-F]{2}")
                .matcher(encoded)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    private static String phpUrlEncode(String text) {
        return MistakenClient.formEncode(text).replace("*", "%2A");
    }

    private static String encodeUriComponent(String text) {
        return MistakenClient.encode(text)
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%2A", "*");
    }

    @TestFactory
    Stream<DynamicTest> namesEachMistakeExactly() {
        List<DynamicTest> tests = new ArrayList<>();
        for (boolean acs3 : new boolean[] {false, true}) {
            for (boolean post : new boolean[] {false, true}) {
                Map<String, Consumer<MistakenClient>> table = new LinkedHashMap<>(BOTH);
                table.putAll(acs3 ? ACS3 : RPC);
                table.forEach((code, mistake) -> tests.add(DynamicTest.dynamicTest(
                        code + (acs3 ? " ACS3" : " RPC") + (post ? " POST" : " GET"),
                        () -> assertThat(diagnosis(acs3, post, mistake).mistake())
                                .contains(code))));
            }
        }
        for (boolean post : new boolean[] {false, true}) {
            ENCODED_TWICE.forEach((code, mistake) -> tests.add(DynamicTest.dynamicTest(
                    code + " in both passes" + (post ? " POST" : " GET"),
                    () -> assertThat(diagnosis(false, post, mistake).mistake()).contains(code))));
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests.stream();
    }

    private static Diagnosis diagnosis(boolean acs3, boolean post, Consumer<MistakenClient> mistake) {
        MistakenClient client = new MistakenClient(acs3, post);
        mistake.accept(client);
        return new SignatureDiagnosis().explain(client.request(), SECRET, List.of(OTHER_SECRET));
    }

    @Test
    void namesMistakesOfAPostWithParametersInQueryAndBody() {
        assertThat(diagnosis(false, true, client -> client.signed.keySet().removeAll(client.form.keySet()))
                        .mistake())
                .contains("only-query-signed");
        assertThat(diagnosis(false, true, client -> client.signed.keySet().removeAll(client.query.keySet()))
                        .mistake())
                .contains("only-body-signed");
        assertThat(diagnosis(true, true, client -> client.signed.putAll(client.form))
                        .mistake())
                .contains("body-not-a-form");
        assertThat(diagnosis(true, true, client -> client.form.put("extra", "changed after the hash"))
                        .mistake())
                .contains("hash-of-another-body");
    }

    @Test
    void namesTwoIndependentMistakes() {
        Diagnosis diagnosis = diagnosis(false, false, client -> {
            client.key = SECRET;
            client.encode = text -> MistakenClient.encode(text).replace("%20", "+");
        });
        assertThat(diagnosis.mistake()).contains("secret-without-ampersand+space-as-plus");
        assertThat(diagnosis.mistakes()).hasSize(2);
        assertThat(diagnosis(false, true, client -> {
                            client.sorted = false;
                            client.method = "GET";
                        })
                        .mistake())
                .contains("wrong-method+not-sorted");
        assertThat(diagnosis(true, false, client -> {
                            client.signedHeaders.put("host", "iot.example.com");
                            client.encode = MistakenClient::formEncode;
                        })
                        .mistake())
                .contains("form-encoding+host-without-port");
    }

    @Test
    void namesAParameterThatIsNotUtf8() {
        SignedRequest correct = new MistakenClient(false, false).request();
        String gbk = correct.query()
                .replace(MistakenClient.formEncode("蓝牙 模块"), URLEncoder.encode("蓝牙 模块", Charset.forName("GBK")));
        assertThat(gbk).isNotEqualTo(correct.query());
        SignedRequest sent = new SignedRequest("GET", "/", gbk, correct.headers(), "");
        assertThat(new SignatureDiagnosis().explain(sent, SECRET, List.of()).mistake())
                .contains("parameter-not-utf-8");
    }

    // URLEncoder of Java with the first replacement alone.
    @Test
    void namesTwoMistakesInCharacters() {
        UnaryOperator<String> half = text -> MistakenClient.formEncode(text).replace("+", "%20");
        for (UnaryOperator<String> outer : List.<UnaryOperator<String>>of(half, MistakenClient::encode)) {
            assertThat(diagnosis(false, true, client -> {
                                client.encode = half;
                                client.outer = outer;
                            })
                            .mistake())
                    .contains("star-not-encoded+tilde-encoded");
        }
    }

    @Test
    void namesAPairOfALikelyAndARareMistake() {
        assertThat(diagnosis(false, false, client -> {
                            client.key = SECRET;
                            client.path = "%2f";
                        })
                        .mistake())
                .contains("secret-without-ampersand+path-lower-case-hex");
    }

    @Test
    void likelyMistakesAreKnownOnes() {
        Set<String> codes = new HashSet<>();
        for (boolean acs3 : new boolean[] {false, true}) {
            for (boolean post : new boolean[] {false, true}) {
                SignatureDiagnosis.candidates(new MistakenClient(acs3, post).request(), SECRET, List.of(OTHER_SECRET))
                        .mistakes()
                        .forEach(mistake -> codes.add(mistake.code()));
            }
        }
        assertThat(codes).containsAll(Candidates.LIKELY);
    }

    @Test
    void boundsTheWorkForALargeRequest() {
        String value = "%E8%93%9D".repeat(3_500);
        SignedRequest rpc = new SignedRequest("GET", "/", "Signature=x&Desc=" + value, Map.of(), "");
        SignedRequest acs3 = new SignedRequest(
                "GET",
                "/",
                "",
                Map.of(
                        "Authorization",
                        "ACS3-HMAC-SHA256 SignedHeaders=" + "a;".repeat(250) + ",Signature=x",
                        "a",
                        value),
                "");
        for (SignedRequest large : List.of(rpc, acs3)) {
            AtomicInteger signatures = new AtomicInteger();
            SignatureDiagnosis.candidates(large, SECRET, List.of())
                    .first(
                            SignatureDiagnosis.MAX_SIGNATURES,
                            SignatureDiagnosis.MAX_SIGNED_CHARACTERS,
                            candidate -> signatures.incrementAndGet() < 0);
            assertThat(signatures).hasValueBetween(1, SignatureDiagnosis.MAX_SIGNED_CHARACTERS / large.length());
        }
    }

    @Test
    void explainsNoRequestWithTooManyCharactersOrParameters() {
        for (SignedRequest request : List.of(
                new SignedRequest("GET", "/", "Signature=x" + "&a=".repeat(1_000), Map.of(), ""),
                new SignedRequest("POST", "/", "Signature=x", Map.of(), "a=&".repeat(1_000)),
                new SignedRequest("GET", "/", "Signature=x&a=" + "x".repeat(40_000), Map.of(), ""),
                new SignedRequest(
                        "GET",
                        "/",
                        "",
                        Map.of(
                                "Authorization",
                                "ACS3-HMAC-SHA256 SignedHeaders=" + "a;".repeat(10_000) + ",Signature=x"),
                        ""))) {
            Diagnosis diagnosis = new SignatureDiagnosis().explain(request, SECRET, List.of());
            assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.UNREADABLE);
            assertThat(diagnosis.explanation()).startsWith("The request has more than ");
        }
    }

    @Test
    void hasTextsForEachMistake() {
        for (boolean acs3 : new boolean[] {false, true}) {
            SignedRequest request = new MistakenClient(acs3, true).request();
            SignatureDiagnosis.candidates(request, SECRET, List.of(OTHER_SECRET))
                    .mistakes()
                    .forEach(mistake -> assertThat(List.of(
                                    mistake.described().title(),
                                    mistake.described().explanation(),
                                    mistake.described().fix()))
                            .allMatch(text -> text.endsWith(".") && !text.contains("%s")));
        }
    }

    @Test
    void acceptsCorrectSignatures() {
        for (boolean acs3 : new boolean[] {false, true}) {
            for (boolean post : new boolean[] {false, true}) {
                assertThat(diagnosis(acs3, post, client -> {}).verdict()).isEqualTo(Diagnosis.Verdict.VALID);
            }
        }
    }

    @Test
    void namesNoMistakeForTenThousandRandomSignatures() {
        Random random = new Random(20_261_128);
        for (boolean acs3 : new boolean[] {false, true}) {
            for (boolean post : new boolean[] {false, true}) {
                SignedRequest request = new MistakenClient(acs3, post).request();
                List<Candidates.Candidate> all = new ArrayList<>();
                SignatureDiagnosis.candidates(request, SECRET, List.of(OTHER_SECRET))
                        .first(
                                SignatureDiagnosis.MAX_SIGNATURES,
                                SignatureDiagnosis.MAX_SIGNED_CHARACTERS,
                                candidate -> !all.add(candidate));
                assertThat(all).hasSizeBetween(1_000, SignatureDiagnosis.MAX_SIGNATURES);
                for (int i = 0; i < 2_500; i++) {
                    byte[] octets = new byte[acs3 ? 32 : 20];
                    random.nextBytes(octets);
                    SignatureForms forms = new SignatureForms(
                            acs3
                                    ? HexFormat.of().formatHex(octets)
                                    : Base64.getEncoder().encodeToString(octets),
                            acs3);
                    assertThat(all.stream().noneMatch(candidate -> SignatureDiagnosis.matches(candidate, forms)))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void hasNoSignatureAndNoSecretInItsTexts() {
        Diagnosis diagnosis = diagnosis(false, false, client -> client.key = "another secret&");
        assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.NO_KNOWN_MISTAKE);
        assertThat(diagnosis.toString()).doesNotContain(SECRET).doesNotContain(OTHER_SECRET);
        assertThat(diagnosis(false, false, client -> client.key = OTHER_SECRET + "&")
                        .toString())
                .doesNotContain(SECRET)
                .doesNotContain(OTHER_SECRET);
    }
}
