package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code samples of the console, run as they are. A sample whose runtime is not installed is skipped, with its name. */
@SameOnEveryJdk
class SamplesIT extends ConsoleTest {
    private static final String ALIAS = "蓝牙模块";
    private static final String DESC = "a'b \"c\" $(d) `e` \\u0041 \\n %s +&=%*~!() 蓝";
    // The samples run in another directory.
    private static final String CLASS_PATH = Stream.of(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    private static final String SCRIPT = """
            import { samples } from './samples.js';
            const call = JSON.parse(process.argv[2]);
            console.log(JSON.stringify(samples.map(({ id, label, text }) => ({ id, label, text: text(call) }))));
            """;

    @TempDir
    static Path directory;

    @BeforeAll
    static void copyTheModules() throws IOException {
        for (String file : List.of("samples.js", "samples-java.js")) {
            Files.copy(Path.of("src/main/resources/dev/otagate/console/assets", file), directory.resolve(file));
        }
        Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
        Files.writeString(directory.resolve("print.js"), SCRIPT);
        Path otagate = Files.createDirectory(directory.resolve("bin")).resolve("otagate");
        Files.writeString(otagate, "#!/bin/sh\nexec java -cp '" + CLASS_PATH + "' dev.otagate.Main \"$@\"\n");
        assertThat(otagate.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "curl, bash, sh, GET, tuya, HMAC-SHA1",
        "curl, bash, sh, POST, alibaba, ACS3-HMAC-SHA256",
        "openssl, bash, sh, GET, tuya, HMAC-SHA1",
        "openssl, bash, sh, POST, alibaba, HMAC-SHA256",
        "node, node, mjs, GET, tuya, HMAC-SHA1",
        "node, node, mjs, POST, alibaba, HMAC-SHA256",
        "python, python3, py, GET, tuya, HMAC-SHA1",
        "python, python3, py, POST, alibaba, HMAC-SHA256",
        "go, go run, go, GET, tuya, HMAC-SHA1",
        "go, go run, go, POST, alibaba, HMAC-SHA256",
        "java-classic, java, java, POST, alibaba, HMAC-SHA1",
        "java-tea, java, java, POST, alibaba, ACS3-HMAC-SHA256"
    })
    void createsAModule(String id, String command, String ending, String method, String dialect, String algorithm)
            throws Exception {
        requireRuntime("node");
        requireRuntime(command.split(" ")[0]);
        String module = id + "-" + method;
        Path sample = directory.resolve(module + "." + ending);
        Files.writeString(sample, text(id, call(module, method, dialect, algorithm)));

        Run run = run(Stream.concat(Stream.of(command.split(" ")), Stream.of(sample.toString()))
                .toList());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(TestPostgres.text(
                        database,
                        "SELECT alias_name || ' ' || description FROM ota_module WHERE module_name = '" + module + "'"))
                .as(run.output())
                .isEqualTo(ALIAS + " " + DESC);
    }

    @Test
    void noSampleHasTheSecret() throws Exception {
        requireRuntime("node");
        for (JsonObject sample : samples(call("x", "GET", "tuya", "HMAC-SHA1"))) {
            assertThat(sample.getString("label")).isNotEmpty();
            assertThat(sample.getString("text"))
                    .contains("OTAGATE_ACCESS_KEY_SECRET", key.accessKeyId())
                    .doesNotContain(key.accessKeySecret());
        }
    }

    private JsonObject call(String module, String method, String dialect, String algorithm) {
        return new JsonObject()
                .put("operation", "CreateOTAModule")
                .put(
                        "parameters",
                        new JsonObject()
                                .put("ProductKey", gateway.product(account))
                                .put("ModuleName", module)
                                .put("AliasName", ALIAS)
                                .put("Desc", DESC))
                .put("endpoint", gateway.endpoint())
                .put("accessKeyId", key.accessKeyId())
                .put("dialect", dialect)
                .put("format", "JSON")
                .put("method", method)
                .put("algorithm", algorithm);
    }

    private String text(String id, JsonObject call) throws Exception {
        return samples(call).stream()
                .filter(sample -> sample.getString("id").equals(id))
                .map(sample -> sample.getString("text"))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonObject> samples(JsonObject call) throws Exception {
        Run run = run(List.of("node", directory.resolve("print.js").toString(), call.encode()));
        assertThat(run.status()).as(run.output()).isZero();
        return new JsonArray(run.output()).stream().map(JsonObject.class::cast).toList();
    }

    private static void requireRuntime(String command) {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
        assumeTrue(installed, command + " is not installed: its sample is not tested");
    }

    private record Run(int status, String output) {}

    private Run run(List<String> command) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = new HashMap<>(builder.environment());
        environment.keySet().removeIf(name -> name.startsWith("OTAGATE_"));
        environment.put("OTAGATE_ACCESS_KEY_SECRET", key.accessKeySecret());
        environment.put("CLASSPATH", CLASS_PATH);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("no_proxy", "127.0.0.1");
        environment.put("PATH", directory.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readString(output));
    }
}
