package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainSignatureTest {
    private static final String SECRET = "secret-of-the-test-0123456789";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return RootCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private String signed(String secret) {
        return SignedUrl.of(
                "http://127.0.0.1:8686",
                "GET",
                "id",
                secret,
                "Action=CreateOTAModule&Desc=a%20b",
                SignatureMethod.HMAC_SHA1,
                Clock.systemUTC());
    }

    private Path secretFile() throws IOException {
        return Files.writeString(directory.resolve("secret"), SECRET + "\n");
    }

    @Test
    void printsTheMistakeWithoutSecretAndSignature() throws IOException {
        String url = signed(SECRET + "\n");
        assertThat(run("explain-signature", "--secret-file", secretFile().toString(), url))
                .isZero();
        JsonObject printed = new JsonObject(out.toString());
        assertThat(printed.getString("verdict")).isEqualTo("matches");
        assertThat(printed.getString("mistake")).isEqualTo("secret-with-newline");
        assertThat(printed.getString("title")).isNotEmpty();
        assertThat(out.toString() + err).doesNotContain(SECRET);
    }

    @Test
    void printsThatASignatureIsCorrect() throws IOException {
        assertThat(run("explain-signature", "--secret-file", secretFile().toString(), "curl '" + signed(SECRET) + "'"))
                .isZero();
        assertThat(new JsonObject(out.toString()).getString("verdict")).isEqualTo("valid");
    }

    @Test
    void rejectsTextThatIsNoRequest() throws IOException {
        assertThat(run("explain-signature", "--secret-file", secretFile().toString(), "hello"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no Signature").hasLineCount(1);
        assertThat(run(
                        "explain-signature",
                        "--secret-file",
                        directory.resolve("missing").toString(),
                        signed(SECRET)))
                .isEqualTo(2);
    }
}
