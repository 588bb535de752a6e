package dev.otagate.cli;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate sign}: prints a signed URL, which may be requested once within 15 minutes. */
@Command(name = "sign", description = "Prints a signed URL.", mixinStandardHelpOptions = true)
final class SignCommand implements Runnable {
    private static final String SECRET_VARIABLE = "OTAGATE_ACCESS_KEY_SECRET";

    @Spec
    private CommandSpec spec;

    @Option(names = "--key", paramLabel = "ID", required = true, description = "The AccessKeyId.")
    private String accessKeyId;

    @Option(
            names = "--secret",
            paramLabel = "S",
            description = "The AccessKeySecret; from " + SECRET_VARIABLE + " where not given.")
    private String secret;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where the gateway is (default: ${DEFAULT-VALUE}).",
            defaultValue = "http://127.0.0.1:8686")
    private String endpoint;

    @Option(
            names = "--method",
            paramLabel = "M",
            description = "GET or POST, whichever the request will be (default: ${DEFAULT-VALUE}).",
            defaultValue = "GET")
    private String method;

    @Option(
            names = "--signature-method",
            paramLabel = "M",
            description = "HMAC-SHA1 or HMAC-SHA256 (default: ${DEFAULT-VALUE}).",
            defaultValue = "HMAC-SHA1")
    private String signatureMethod;

    @Parameters(paramLabel = "QUERY", description = "The parameters: 'Action=...&ProductKey=...'.")
    private String query;

    @Override
    public void run() {
        String key = secret == null ? System.getenv(SECRET_VARIABLE) : secret;
        if (key == null || key.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--secret or " + SECRET_VARIABLE + " must be given");
        }
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new ParameterException(spec.commandLine(), "--method must be GET or POST");
        }
        SignatureMethod signWith = SignatureMethod.named(signatureMethod)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--signature-method must be HMAC-SHA1 or HMAC-SHA256"));
        try {
            String url = SignedUrl.of(endpoint, method, accessKeyId, key, query, signWith, Clock.systemUTC());
            new JsonOutput(spec.commandLine().getOut()).signedUrl(method, url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
