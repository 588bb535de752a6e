package dev.otagate.pipeline;

import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The decoded parameters of a request.
 *
 * @param query the parameters of the query alone
 * @param all the parameters of query and form body together
 * @param malformed the name of the first one that cannot be decoded
 */
record RequestParameters(Parameters query, Parameters all, Optional<String> malformed) {
    private static final String FORM = "application/x-www-form-urlencoded";

    /**
     * @param body ignored if it is no form
     * @param maxParameters of query and form together
     */
    static RequestParameters decode(HttpServerRequest request, Buffer body, int maxParameters) {
        FormDecoder decoder = new FormDecoder(maxParameters);
        if (request.query() != null) {
            // The HTTP decoder returns each octet as one character.
            decoder.add(request.query().getBytes(StandardCharsets.ISO_8859_1));
        }
        Parameters query = decoder.parameters();
        if (body.length() > 0 && hasForm(request)) {
            decoder.add(body.getBytes());
        }
        return new RequestParameters(query, decoder.parameters(), decoder.malformed());
    }

    /** Whether the body of the request has parameters. */
    static boolean hasForm(HttpServerRequest request) {
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return request.method().equals(HttpMethod.POST)
                && contentType != null
                && FORM.equalsIgnoreCase(contentType.split(";", 2)[0].trim());
    }
}
