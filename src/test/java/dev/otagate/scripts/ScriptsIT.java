package dev.otagate.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.Script;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts, in a directory with an odd name, called from another one, with CDPATH set and stubs for the programs that work. */
@SameOnEveryJdk
class ScriptsIT {
    private static final String ODD = "a clone $HOME `touch ran` $(touch ran) 'q' \"d\" 模块";

    @TempDir
    private Path directory;

    private Script script;

    static Stream<String> names() throws IOException {
        return Script.names().stream();
    }

    @BeforeEach
    void copy() throws IOException {
        script = Script.copied(directory, ODD);
    }

    @ParameterizedTest
    @MethodSource("names")
    void helpIsPrintedAndNoWorkIsStarted(String name) throws Exception {
        Script.Run run = script.run(Map.of(), name, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("usage: " + name);
        assertThat(run.err()).isEmpty();
        assertThat(script.started()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void wrongUsageIsRejectedWithOneLineAndNoWorkIsStarted(String name) throws Exception {
        assertThatItIsWrongUsage(name, "--bogus");
    }

    @Test
    void wrongUsageAfterACommandIsRejectedToo() throws Exception {
        assertThatItIsWrongUsage("cluster.sh", "down", "--bogus");
        assertThatItIsWrongUsage("cluster.sh", "up", "--bogus");
        assertThatItIsWrongUsage("cluster.sh", "kill", "first");
        assertThatItIsWrongUsage("cluster.sh", "postgres", "--bogus");
        assertThatItIsWrongUsage("burst.sh", "herd", "--bogus");
        assertThatItIsWrongUsage("burst.sh", "");
        assertThatItIsWrongUsage("create-module.sh", "--ca", "there-is-no-such-file", "ble");
        assertThatItIsWrongUsage("create-module.sh");
        assertThatItIsWrongUsage("run.sh", "--config", "there-is-no-such-file");
        assertThatItIsWrongUsage("run.sh", "--config", "");
        assertThatItIsWrongUsage("run.sh", "--config", "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1:1",
                "127.0.0.1:8686",
                "http://",
                "-o/tmp/otagate",
                "http://-o:1",
                "http://127.0.0.1:0",
                "http://127.0.0.1:65536",
                "http://127.0.0.1:1/path",
                "http://user@127.0.0.1:1",
                "http://::1:8686",
                "http://127.0.0.1:1\nhttp://127.0.0.2:1"
            })
    void anEndpointThatIsNotAnHttpUrlIsWrongUsage(String endpoint) throws Exception {
        writeFirstKey("http://127.0.0.1:1");
        Map<String, String> environment = Map.of("OTAGATE_ENDPOINT", endpoint);
        script.stub("curl", "exit 99");

        assertThatItIsWrongUsage(environment, "create-module.sh", "ble");
        assertThatItIsWrongUsage(environment, "burst.sh", "herd");
        assertThatItIsWrongUsage("burst.sh", "herd", "--endpoint", endpoint);
        assertThatItIsWrongUsage("hostile.sh", "--endpoint", endpoint);
        assertThatItIsWrongUsage("hostile.sh", "--endpoint", "http://127.0.0.1:1", "--management", endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "99999999999999999999", "1e3", "", " "})
    void aNumberOutsideItsRangeIsWrongUsage(String number) throws Exception {
        writeFirstKey("http://127.0.0.1:1");

        for (String option :
                List.of("--rate", "--seconds", "--minutes", "--users", "--products", "--max-p95", "--max-p99")) {
            assertThatItIsWrongUsage("burst.sh", "mixed", option, number);
        }
        assertThatItIsWrongUsage("cluster.sh", "kill", number);
        if (!number.isEmpty()) {
            assertThatItIsWrongUsage(Map.of("CLUSTER_NODES", number), "cluster.sh", "up");
            assertThatItIsWrongUsage(Map.of("CLUSTER_PORT", number), "cluster.sh", "up");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "99999999999999999999", "many"})
    void aSettingOutsideItsRangeIsWrongUsage(String value) throws Exception {
        writeFirstKey("http://127.0.0.1:1");

        assertThatItIsWrongUsage("burst.sh", "mixed", "--max-errors", value);
        assertThatItIsWrongUsage("burst.sh", "mixed", "--min-rate", value);
        assertThatItIsWrongUsage(Map.of("CLUSTER_RATE", value), "cluster.sh", "up");
        assertThatItIsWrongUsage(Map.of("CLUSTER_DRAIN_MS", value), "cluster.sh", "up");
        assertThatItIsWrongUsage(Map.of("CLUSTER_JAVA_OPTS", "text " + value), "cluster.sh", "up");
        assertThatItIsWrongUsage(Map.of("OTAGATE_JAVA_OPTS", "text " + value), "run.sh");
    }

    @Test
    void burstPassesThePrivateCaWithTheDirectoryOfTheCaller() throws Exception {
        script.makeRepository();
        writeFirstKey("https://gateway.example:8686");
        Files.writeString(directory.resolve("ca.pem"), "");
        script.stub("java", "exit 0");
        script.stub("javac", "exit 0");
        script.stub("mvn", "echo >target/test-classpath");

        Script.Run run = script.run(Map.of(), "burst.sh", "herd", "--ca", "ca.pem");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(script.started())
                .anySatisfy(line -> assertThat(line)
                        .contains(" -Dburst.endpoint=https://gateway.example:8686 -Dburst.ca="
                                + directory.resolve("ca.pem") + " "));
        assertThatItIsWrongUsage("burst.sh", "herd", "--ca", "there-is-no-such-file");
        assertThatItIsWrongUsage("burst.sh", "herd", "--ca", ".");
    }

    private void assertThatItIsWrongUsage(String name, String... arguments) throws Exception {
        assertThatItIsWrongUsage(Map.of(), name, arguments);
    }

    private void assertThatItIsWrongUsage(Map<String, String> environment, String name, String... arguments)
            throws Exception {
        List<String> before = script.started();
        Script.Run run = script.run(environment, name, arguments);

        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(name + ": ").contains(name + " --help");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(script.started()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "[::1]"})
    void createModuleReachesLoopbackWithoutTheProxyAndExecutesNothingOfItsFile(String host) throws Exception {
        BlockingQueue<String> queries = new LinkedBlockingQueue<>();
        HttpServer server = listen(host);
        server.createContext("/", exchange -> {
            queries.add(exchange.getRequestURI().getRawQuery());
            byte[] body = "{\"code\":\"\",\"success\":true}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            writeFirstKey("http://" + host + ":" + server.getAddress().getPort() + "/");
            String nobody = "http://127.0.0.1:9";

            Script.Run run = script.run(
                    Map.of("http_proxy", nobody, "HTTP_PROXY", nobody, "ALL_PROXY", nobody, "no_proxy", "example.com"),
                    "create-module.sh",
                    "ble");

            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(queries.poll(10, TimeUnit.SECONDS))
                    .contains("AccessKeyId=%60touch%20ran%60&")
                    .contains("ProductKey=it%27s%24%28touch%20ran%29");
            assertThat(List.of(directory.resolve("ran"), script.root().resolve("ran")))
                    .noneMatch(Files::exists);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer listen(String host) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 0);
        } catch (BindException e) {
            return Assumptions.abort("this machine has no address " + host);
        }
    }

    private void writeFirstKey(String endpoint) throws IOException {
        Files.createDirectories(script.root().resolve("data"));
        Files.write(
                script.root().resolve("data/first-key.env"),
                List.of(
                        "touch ran",
                        "x[$(touch ran)]=1",
                        "PATH=/nowhere",
                        "OTAGATE_ENDPOINT=" + endpoint,
                        "OTAGATE_ACCESS_KEY_ID=`touch ran`",
                        "OTAGATE_ACCESS_KEY_SECRET='secret'",
                        "OTAGATE_PRODUCT_KEY='it'\\''s$(touch ran)'"));
    }
}
