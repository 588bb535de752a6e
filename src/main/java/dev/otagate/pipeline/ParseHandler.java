package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import dev.otagate.parameter.Acs3Headers;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RpcParameters;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Decodes the parameters of query and form body together, and checks those common to all operations. */
final class ParseHandler implements Handler<RoutingContext> {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final int maxParameters;
    private final Clock clock;

    /** @param maxParameters of query and form together */
    ParseHandler(int maxParameters, Clock clock) {
        this.maxParameters = maxParameters;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Optional<String> malformed = decode(context.request(), exchange, maxParameters);
        if (malformed.isPresent()) {
            exchange.reject(Failure.of(ErrorCode.INVALID_PARAMETER, malformed.get()));
            return;
        }
        Result<CommonParameters> common = Acs3Headers.isScheme(exchange.header("authorization"))
                ? Acs3Headers.check(exchange::header, exchange.parameters(), clock)
                : RpcParameters.check(exchange.parameters(), clock);
        if (common instanceof Result.Failed<CommonParameters> failed) {
            exchange.reject(failed.failure());
        } else if (common instanceof Result.Ok<CommonParameters> ok) {
            exchange.common(ok.value());
            context.next();
        }
    }

    private static Optional<String> decode(HttpServerRequest request, Exchange exchange, int maxParameters) {
        FormDecoder decoder = new FormDecoder(maxParameters);
        addQuery(request, decoder);
        Parameters ofQuery = decoder.parameters();
        Parameters ofBoth = ofQuery;
        if (hasForm(exchange)) {
            decoder.add(exchange.body().getBytes());
            ofBoth = decoder.parameters();
        }
        exchange.parameters(ofQuery, ofBoth);
        return decoder.malformed();
    }

    private static void addQuery(HttpServerRequest request, FormDecoder decoder) {
        String query = request.query();
        if (query != null) {
            // The HTTP decoder hands over each octet as one character.
            decoder.add(query.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The parameters of the query alone, as far as they are well formed. */
    static Parameters query(HttpServerRequest request, int maxParameters) {
        FormDecoder decoder = new FormDecoder(maxParameters);
        addQuery(request, decoder);
        return decoder.parameters();
    }

    /** Whether the body of the request has parameters. */
    static boolean hasForm(Exchange exchange) {
        HttpServerRequest request = exchange.context().request();
        return request.method().equals(HttpMethod.POST) && isForm(request.getHeader(HttpHeaders.CONTENT_TYPE));
    }

    /**
     * The parameters of a request, also of one that was rejected before it was parsed, as far as it had arrived: they choose its
     * response's dialect and format.
     */
    static Parameters decodedSoFar(Exchange exchange) {
        if (!exchange.isParsed()) {
            decode(exchange.context().request(), exchange, FormDecoder.DEFAULT_MAX_PARAMETERS);
        }
        return exchange.parameters();
    }

    private static boolean isForm(String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        return FORM.equalsIgnoreCase((end < 0 ? contentType : contentType.substring(0, end)).trim());
    }
}
