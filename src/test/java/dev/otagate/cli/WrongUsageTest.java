package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage is exit status 2, nothing on standard output, and one line on standard error. */
class WrongUsageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "account create",
                "account create x --rate -1",
                "account create x --rate 1000001",
                "--config none.yaml account list",
                "key reissue",
                "key reissue ID --all",
                "backup",
                "migrate now",
                "nonsense",
                "key",
                "sign --key a --secret b Action=%zz"
            })
    void isRejected(String line) {
        Run run = run(line.split(" "));

        assertThat(run.status).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err).startsWith("otagate: ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    account create | x --rate 10s | Invalid value for option '--rate': '10s' is not an int
                    account create | x y          | Unmatched argument at index 3: 'y'
                    """)
    void namesTheWrongArgument(String command, String arguments, String fault) {
        assertWrongUsage(command, fault, arguments.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "http://h:99999", "http://u:p@h", "http://h#x", "http://a b", "ftp://h"})
    void namesAnEndpointThatIsNoUrlOfAServer(String endpoint) {
        assertWrongUsage(
                "sign",
                "the endpoint must be http://HOST:PORT or https://HOST:PORT, not \"" + endpoint + "\"",
                "--key",
                "k",
                "--secret",
                "s",
                "--endpoint",
                endpoint,
                "Action=x");
    }

    @Test
    void writesALineBreakInAnArgumentAsASpace() {
        assertWrongUsage("migrate", "Unmatched argument at index 1: 'a b'", "a\nb");
    }

    private static void assertWrongUsage(String command, String fault, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of(arguments));
        Run run = run(line.toArray(String[]::new));

        assertThat(run.status).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err).isEqualTo("otagate: " + fault + "; otagate " + command + " --help shows the usage\n");
    }

    private record Run(int status, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = RootCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
