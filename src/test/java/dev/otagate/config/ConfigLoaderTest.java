package dev.otagate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void shipsAFileThatHoldsEverySettingWithItsDefault() throws IOException {
        Path shipped = Path.of("conf", "gateway.yaml");
        GatewayConfig defaults = GatewayConfig.of(new SettingValues(Map.of()), Map.of());

        assertThat(ConfigLoader.load(Optional.of(shipped), Map.of())).isEqualTo(defaults);
        for (Setting setting : Setting.values()) {
            String name = setting.key().substring(setting.key().lastIndexOf('.') + 1);
            assertThat(Files.readString(shipped)).containsPattern("(?m)^ +" + name + ":");
        }
    }

    @Test
    void namesEverySettingInTheEnvironmentAfterItsKey() {
        assertThat(Arrays.stream(Setting.values()).map(Setting::variable))
                .containsExactly(Arrays.stream(Setting.values())
                        .map(setting -> "OTAGATE_"
                                + setting.key()
                                        .replaceAll("([A-Z])", "_$1")
                                        .replace('.', '_')
                                        .toUpperCase())
                        .toArray(String[]::new));
    }

    @Test
    void prefersTheEnvironmentToTheFile() throws IOException {
        GatewayConfig config = ConfigLoader.load(
                Optional.of(file("http:\n  port: 1000\n  host: 0.0.0.0\n")), Map.of("OTAGATE_HTTP_PORT", "2000"));

        assertThat(config.http().port()).isEqualTo(2000);
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.management().port()).isEqualTo(8687);
    }

    @Test
    void takesAnEmptyFileAndEmptySections() throws IOException {
        assertThat(ConfigLoader.load(Optional.of(file("")), Map.of()).http().port())
                .isEqualTo(8686);
        assertThat(ConfigLoader.load(Optional.of(file("http:\nlog:\n")), Map.of())
                        .http()
                        .port())
                .isEqualTo(8686);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {prot: 1}|http.prot is not a setting; did you mean http.port?",
                "htp: 1|htp is not a setting",
                "http: 1|http must have settings by name",
                "http: {port: [1]}|http.port must have a single value",
                "http: {port: high}|http.port must be a whole number from 0 to 65535, not \"high\"",
                "http: {port: 70000}|http.port must be a whole number from 0 to 65535, not \"70000\"",
                "log: {format: xml}|log.format must be one of text, json, not \"xml\"",
                "http: {port: 1, port: 2}|:1:17: http.port is given twice",
                "{http: {port: 1}, http.port: 2}|http.port is given twice",
                "{http: {port: 1}, http: {host: x}}|http is given twice",
                "http: {port: 0x10}|http.port must be a whole number from 0 to 65535, not \"0x10\"",
                "http: {port: 1_0}|http.port must be a whole number from 0 to 65535, not \"1_0\"",
                "http: {http2: YES}|http.http2 must be one of true, false, not \"YES\"",
                "http: {host: !!binary aGVsbG8=}|http.host must have a value without a tag",
                "{log: &a {format: *a}}|log.format must have a single value",
                "{? [http] : 1}|the name of a setting must be plain text",
                "http: &a {tls: *a}|http.tls.tls is not a setting",
                "http: [|gateway.yaml:1:",
                "database: {embedded: false}|database.uri must be set if database.embedded is false",
                "http: {tls: {key: k.pem}}|http.tls.certificate and http.tls.key must be set together"
            })
    void saysInOneLineWhatIsWrongInTheFile(String yaml, String message) throws IOException {
        Path file = file(yaml);

        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void saysIfTheFileIsNotUtf8OrHasATab() throws IOException {
        assertFault(
                "# settings\nlog:\n  level: info # \u00fcber".getBytes(StandardCharsets.ISO_8859_1),
                ":3:17: not UTF-8: ");
        assertFault("http:\n\tport: 1\n".getBytes(StandardCharsets.UTF_8), ":2:1: a tab: indent with spaces");
        assertFault("http:\n  port: 1\n".getBytes(StandardCharsets.UTF_16), ":1:1: not UTF-8: ");
    }

    private void assertFault(byte[] content, String fault) throws IOException {
        Path file = Files.write(directory.resolve("gateway.yaml"), content);

        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + fault)
                .message()
                .hasLineCount(1);
    }

    @Test
    void rejectsASecondDocument() throws IOException {
        assertFault("http:\n  port: 1\n---\nlog:\n".getBytes(StandardCharsets.UTF_8), ":3:1: a second document: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "ON", "010", "1_000", "1e3", "12:30:45", "0x1F", "2026-01-01", "'~'"})
    void keepsTheLettersOfAText(String value) throws IOException {
        GatewayConfig config = ConfigLoader.load(Optional.of(file("cluster:\n  nodeName: " + value + "\n")), Map.of());

        assertThat(config.nodeName()).hasValue(value.replace("'", ""));
    }

    @Test
    void takesAliases() throws IOException {
        Path file = file("http:\n  host: &all 0.0.0.0\nmanagement:\n  host: *all\n");

        assertThat(ConfigLoader.load(Optional.of(file), Map.of()).management().host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void takesAByteOrderMark() throws IOException {
        assertThat(ConfigLoader.load(Optional.of(file("\uFEFFhttp:\n  port: 1000\n")), Map.of())
                        .http()
                        .port())
                .isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,127.0.0.1",
        "0.0.0.0,127.0.0.1",
        "127.0.0.1,0.0.0.0",
        "::,::1",
        "::,127.0.0.1",
        "localhost,127.0.0.1"
    })
    void rejectsOnePortForBothServers(String http, String management) {
        Map<String, String> environment = Map.of(
                "OTAGATE_HTTP_HOST",
                http,
                "OTAGATE_HTTP_PORT",
                "9000",
                "OTAGATE_MANAGEMENT_HOST",
                management,
                "OTAGATE_MANAGEMENT_PORT",
                "9000");

        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), environment))
                .hasMessageStartingWith("http.port and management.port are both 9000");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,auto,,true",
        "localhost,auto,,true",
        "::1,auto,,true",
        "127.0.0.1,false,,false",
        "0.0.0.0,auto,,false",
        "10.0.0.1,auto,https://otagate.example,false",
        "0.0.0.0,true,https://otagate.example:8443,true"
    })
    void theConsoleIsOnByDefaultOnlyOnTheLoopback(String host, String console, String url, boolean on) {
        assertThat(loadConsole(host, console, url == null ? "" : url)
                        .management()
                        .console())
                .isEqualTo(on);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://otagate.example"})
    void theConsoleNeedsTlsElsewhere(String url) {
        assertThatThrownBy(() -> loadConsole("0.0.0.0", "true", url))
                .hasMessageStartingWith("management.console: the console needs TLS")
                .hasMessageContaining("management.publicUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otagate.example",
                "ftp://otagate.example",
                "https://",
                "https://otagate.example/",
                "https://otagate.example/console",
                "https://user@otagate.example",
                "https://otagate.example?a",
                "https://otagate.example:99999",
                "https://a b"
            })
    void rejectsAPublicUrlWithMoreThanAHost(String url) {
        assertThatThrownBy(() -> loadConsole("127.0.0.1", "auto", url))
                .hasMessageStartingWith("OTAGATE_MANAGEMENT_PUBLIC_URL must be a URL such as https://otagate.example");
    }

    private static GatewayConfig loadConsole(String host, String console, String url) {
        return ConfigLoader.load(
                Optional.empty(),
                Map.of(
                        "OTAGATE_MANAGEMENT_HOST", host,
                        "OTAGATE_MANAGEMENT_CONSOLE", console,
                        "OTAGATE_MANAGEMENT_PUBLIC_URL", url));
    }

    @Test
    void takesOnePortOnTwoAddressesAndAnyFreePorts() {
        ConfigLoader.load(
                Optional.empty(),
                Map.of(
                        "OTAGATE_HTTP_HOST",
                        "127.0.0.2",
                        "OTAGATE_HTTP_PORT",
                        "9000",
                        "OTAGATE_MANAGEMENT_PORT",
                        "9000"));
        ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_HTTP_PORT", "0", "OTAGATE_MANAGEMENT_PORT", "0"));
    }

    @Test
    void writesASettingsFileThatLoadsForAnyPath() throws IOException {
        Path data = Path.of("/srv/it's \"quoted\" \\ data");
        Path key = Path.of("/srv/master.key");
        Path file = file(SettingsTemplate.of(data, key, true));

        GatewayConfig config = ConfigLoader.load(Optional.of(file), Map.of());

        assertThat(config.database().dataDirectory()).isEqualTo(data);
        assertThat(config.database().embedded()).isFalse();
        assertThat(config.secrets().masterKeyFile()).isEqualTo(key);
    }

    @Test
    void saysWhichVariableIsWrong() {
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_HTTP_PROT", "1")))
                .hasMessage("OTAGATE_HTTP_PROT is not a setting; did you mean OTAGATE_HTTP_PORT?");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_HTTP_PORT", "x")))
                .hasMessage("OTAGATE_HTTP_PORT must be a whole number from 0 to 65535, not \"x\"");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(directory.resolve("none.yaml")), Map.of()))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void leavesTheVariablesOfScriptsAndTestsAlone() {
        Map<String, String> environment = Map.of("OTAGATE_ENDPOINT", "x", "OTAGATE_TEST_ANYTHING", "x", "PATH", "x");

        assertThat(ConfigLoader.load(Optional.empty(), environment))
                .isEqualTo(ConfigLoader.load(Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTAGATE", "OTAGATE_HTTP", "OTAGATE_MANAGEMENT", "OTAGATE_1"})
    void ignoresWhatKubernetesSaysOfServicesOfItsName(String service) {
        Map<String, String> links = Map.of(
                service + "_SERVICE_HOST", "10.0.0.1",
                service + "_SERVICE_PORT", "8686",
                service + "_SERVICE_PORT_HTTP", "8686",
                service + "_PORT", "tcp://10.0.0.1:8686",
                service + "_PORT_8686_TCP", "tcp://10.0.0.1:8686",
                service + "_PORT_8686_TCP_PROTO", "tcp",
                service + "_PORT_8686_TCP_PORT", "8686",
                service + "_PORT_8686_TCP_ADDR", "fd00::1");

        assertThat(ConfigLoader.load(Optional.empty(), links)).isEqualTo(ConfigLoader.load(Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTAGATE", "OTAGATE_GATEWAY"})
    void ignoresWhatDockerSaysOfLinkedContainersOfItsName(String alias) {
        Map<String, String> links = Map.of(
                alias + "_NAME", "/line/otagate",
                alias + "_PORT", "tcp://172.17.0.5:8686",
                alias + "_PORT_8686_TCP", "tcp://172.17.0.5:8686",
                alias + "_PORT_8686_TCP_START", "tcp://172.17.0.5:8686",
                alias + "_PORT_8688_TCP_END", "tcp://172.17.0.5:8688",
                alias + "_PORT_8686_TCP_PORT_START", "8686",
                alias + "_PORT_8686_TCP_PORT_END", "8688",
                alias + "_ENV_OTAGATE_HTTP_PORT", "1",
                alias + "_ENV_http_proxy", "");

        assertThat(ConfigLoader.load(Optional.empty(), links)).isEqualTo(ConfigLoader.load(Optional.empty(), Map.of()));
    }

    @Test
    void takesTheNameOfANodeForNoServiceLink() {
        assertThat(ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_CLUSTER_NODE_NAME", "/rack/1"))
                        .nodeName())
                .hasValue("/rack/1");
    }

    @Test
    void rejectsAnEmptyDataDirectoryAndAnEmptyHost() {
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_HTTP_HOST", "")))
                .hasMessage("OTAGATE_HTTP_HOST must be a name or an address, not \"\"");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_DATABASE_DATA_DIRECTORY", "")))
                .hasMessage("OTAGATE_DATABASE_DATA_DIRECTORY must be a path, not \"\"");
    }

    @Test
    void takesNothingElseForAServiceLink() {
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_NAME", "line/otagate")))
                .hasMessageStartingWith("OTAGATE_NAME is not a setting");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_PORT", "8686")))
                .hasMessageStartingWith("OTAGATE_PORT is not a setting");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("OTAGATE_SERVICE_HOST", "0.0.0.0 ")))
                .hasMessageStartingWith("OTAGATE_SERVICE_HOST is not a setting");
    }

    @Test
    void neverPrintsASecret() {
        GatewayConfig config = ConfigLoader.load(
                Optional.empty(),
                Map.of(
                        "OTAGATE_DATABASE_EMBEDDED", "false",
                        "OTAGATE_DATABASE_URI", "postgresql://u:hidden-1@localhost/db",
                        "OTAGATE_SECRETS_MASTER_KEY", "hidden-2"));

        assertThat(config.toString()).doesNotContain("hidden");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("gateway.yaml"), yaml);
    }
}
