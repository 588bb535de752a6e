package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the console: which, how large, with which headers. */
class AssetsIT extends ConsoleTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/otagate/console");
    private static final int MAX_BYTES = 150 * 1_024;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void allFilesTogetherHaveAtMost150KilobytesCompressed() throws Exception {
        long bytes = 0;
        for (String name : List.of("pico.css", "uplot.css", "uplot.js")) {
            bytes += get("/console/assets/" + name, "Accept-Encoding", "gzip").body().length;
        }
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Asset.of("", Files.readAllBytes(file)).gzipped().length();
            }
        }
        assertThat(bytes).isLessThan(MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pico.css text/css", "uplot.css text/css", "uplot.js text/javascript"})
    void sendsTheLibrariesPlainAndCompressed(String file) throws Exception {
        String path = "/console/assets/" + file.split(" ")[0];
        HttpResponse<byte[]> plain = get(path);
        HttpResponse<byte[]> compressed = get(path, "Accept-Encoding", "br, gzip");

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(header(plain, "Content-Type")).isEqualTo(file.split(" ")[1] + "; charset=utf-8");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary").toLowerCase(Locale.ROOT)).isEqualTo("accept-encoding");
        try (GZIPInputStream decompressed = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(decompressed.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(get(path, "If-None-Match", header(plain, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(get(path, "If-None-Match", "W/\"x\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x.css", "../index.html", "%2e%2e/index.html", "index.html", "Assets.class", ".css", "", "a/b.js"
            })
    void hasNoOtherFiles(String name) throws Exception {
        assertThat(get("/console/assets/" + name).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/assets/pico.css", "/console/assets/x", "/console/api/session"})
    void keepsOtherOriginsScriptsAndFramesOut(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);

        assertThat(header(response, "Content-Security-Policy"))
                .startsWith("default-src 'none';")
                .contains("script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
