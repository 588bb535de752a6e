package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.GatewayJar;
import dev.otagate.support.GatewayJar.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The jar in environments that have no UTF-8 locale, no temporary directory, or odd paths. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvironmentIT {
    private static final Map<String, String> POSIX_LOCALE = Map.of("LC_ALL", "C", "LANG", "");
    private static final String CHINESE = "蓝牙模块";
    private static final String SIGNED = "%E8%93%9D%E7%89%99%E6%A8%A1%E5%9D%97";

    private GatewayJar jar;

    @BeforeAll
    void start() throws IOException {
        jar = GatewayJar.inEmptyDirectory().withUnpackedPostgres().with(POSIX_LOCALE);
        // Nobody can make anything there.
        jar.start(List.of("-Djava.io.tmpdir=/proc/none"), "serve");
    }

    @AfterAll
    void stop() {
        jar.close();
    }

    @Test
    void keepsTextBeyondAsciiWithoutALocale() {
        assertThat(jar.run("account", "create", CHINESE + "?").out()).isEqualTo("{\"account\":\"" + CHINESE + "?\"}\n");
        assertThat(jar.run("product", "create", "--account", CHINESE + "?", "--name", "é" + CHINESE)
                        .out())
                .contains("\"name\":\"é" + CHINESE + "\"");
        assertThat(jar.run("key", "list", "--account", "没有").err()).isEqualTo("otagate: there is no account 没有\n");
        assertThat(jar.run("sign", "--key", "a", "--secret", "b", "--url", "Action=x&AliasName=" + CHINESE)
                        .out())
                .contains("AliasName=" + SIGNED);
    }

    @Test
    void writesInTheDataDirectoryOnly() throws IOException {
        try (Stream<Path> files = Files.list(jar.directory())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".txt")))
                    .containsExactlyInAnyOrder("data", "gateway.log");
        }
        try (Stream<Path> files = Files.list(jar.directory().resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("gateway.json", "master.key", "postgres");
        }
        assertThat(Files.readString(jar.directory().resolve("gateway.log")))
                .contains("gateway is ready", "nativeTransport=\"true\"", "initialising the embedded PostgreSQL");
    }

    @Test
    void signsForAnEndpointWithBracketsOrASlashAtItsEnd() {
        assertThat(jar.run(
                                "sign",
                                "--key",
                                "a",
                                "--secret",
                                "b",
                                "--url",
                                "--endpoint",
                                "http://[::1]:8686/",
                                "Action=x")
                        .out())
                .startsWith("http://[::1]:8686/?Action=x&AccessKeyId=a");
    }

    @Test
    void saysWhatToDoAboutPathsThatCannotBeUsed() throws IOException {
        Path other = Files.createTempDirectory(jar.directory().getParent(), "a'b c");
        for (String name : List.of("$(touch broken)", "a`touch broken`", "a\"b", "a\\b")) {
            Run run = jar.with(Map.of(
                            "OTAGATE_DATABASE_DATA_DIRECTORY",
                                    other.resolve(name).toString(),
                            "OTAGATE_HTTP_PORT", "0",
                            "OTAGATE_MANAGEMENT_PORT", "0"))
                    .run("serve");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("otagate: database.dataDirectory: the path", "choose another directory");
        }
        assertThat(jar.directory().resolve("broken")).doesNotExist();
        assertThat(jar.with(Map.of("OTAGATE_DATABASE_DATA_DIRECTORY", CHINESE))
                        .run("serve")
                        .err())
                .startsWith(
                        "otagate: OTAGATE_DATABASE_DATA_DIRECTORY must be a path that the locale has the characters for")
                .hasLineCount(1);
        assertThat(jar.run("serve", "--config", CHINESE).err())
                .contains("LC_ALL=C.UTF-8")
                .hasLineCount(1);
    }
}
