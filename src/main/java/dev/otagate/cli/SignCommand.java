package dev.otagate.cli;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "sign", description = "Prints a signed URL.", mixinStandardHelpOptions = true)
final class SignCommand implements Runnable {
    private static final String KEY_VARIABLE = "OTAGATE_ACCESS_KEY_ID";
    private static final String SECRET_VARIABLE = "OTAGATE_ACCESS_KEY_SECRET";
    private static final String ENDPOINT_VARIABLE = "OTAGATE_ENDPOINT";
    private static final int MAX_PORT = 65_535;
    private static final String DEFAULT_ENDPOINT = "http://127.0.0.1:8686";

    @Spec
    private CommandSpec spec;

    @Option(names = "--key", paramLabel = "ID", description = "The AccessKeyId (default: " + KEY_VARIABLE + ").")
    private String accessKeyId;

    @Option(
            names = "--secret",
            paramLabel = "S",
            description = "The AccessKeySecret (default: " + SECRET_VARIABLE + ").")
    private String secret;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The gateway's URL (default: " + ENDPOINT_VARIABLE + ", or " + DEFAULT_ENDPOINT + ").")
    private String endpoint;

    @Option(
            names = "--method",
            paramLabel = "M",
            description = "The method of the request, GET or POST (default: ${DEFAULT-VALUE}).",
            defaultValue = "GET")
    private String method;

    @Option(
            names = "--signature-method",
            paramLabel = "M",
            description = "HMAC-SHA1 or HMAC-SHA256 (default: ${DEFAULT-VALUE}).",
            defaultValue = "HMAC-SHA1")
    private String signatureMethod;

    @Option(names = "--url", description = "Prints the URL only, not a JSON object.")
    private boolean urlOnly;

    @Parameters(paramLabel = "QUERY", description = "The parameters: 'Action=...&ProductKey=...'.")
    private String query;

    @Override
    public void run() {
        String id = given(accessKeyId, "--key", KEY_VARIABLE);
        String key = given(secret, "--secret", SECRET_VARIABLE);
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new ParameterException(spec.commandLine(), "--method must be GET or POST");
        }
        SignatureMethod signWith = SignatureMethod.named(signatureMethod)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--signature-method must be HMAC-SHA1 or HMAC-SHA256"));
        try {
            String url = SignedUrl.of(endpoint(), method, id, key, query, signWith, Clock.systemUTC());
            if (urlOnly) {
                spec.commandLine().getOut().println(url);
            } else {
                JsonOutput.print(spec, new JsonObject().put("method", method).put("url", url));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String given(String value, String option, String variable) {
        String found = value == null ? RawText.environment().get(variable) : value;
        if (found == null || found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), option + " or " + variable + " must be given");
        }
        return found;
    }

    private String endpoint() {
        String url = endpoint == null ? RawText.environment().get(ENDPOINT_VARIABLE) : endpoint;
        if (url == null || url.isEmpty()) {
            return DEFAULT_ENDPOINT;
        }
        if (!isEndpoint(url)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the endpoint must be http://HOST:PORT or https://HOST:PORT, not \"" + url + "\"");
        }
        return url.replaceFirst("/+$", "");
    }

    private static boolean isEndpoint(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() <= MAX_PORT
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
