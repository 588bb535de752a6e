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

    private final Clock clock;

    ParseHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Optional<String> malformed = decode(context.request(), exchange);
        if (malformed.isPresent()) {
            exchange.refuse(Failure.of(ErrorCode.INVALID_PARAMETER, malformed.get()));
            return;
        }
        Result<CommonParameters> common = Acs3Headers.isScheme(exchange.header("authorization"))
                ? Acs3Headers.check(exchange::header, exchange.parameters(), clock)
                : RpcParameters.check(exchange.parameters(), clock);
        if (common instanceof Result.Failed<CommonParameters> failed) {
            exchange.refuse(failed.failure());
        } else if (common instanceof Result.Ok<CommonParameters> ok) {
            exchange.common(ok.value());
            context.next();
        }
    }

    private static Optional<String> decode(HttpServerRequest request, Exchange exchange) {
        FormDecoder decoder = new FormDecoder();
        String query = request.query();
        if (query != null) {
            // The HTTP decoder hands over each octet as one character.
            decoder.add(query.getBytes(StandardCharsets.ISO_8859_1));
        }
        Parameters ofQuery = decoder.parameters();
        Parameters ofBoth = ofQuery;
        if (request.method().equals(HttpMethod.POST) && isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            decoder.add(exchange.body().getBytes());
            ofBoth = decoder.parameters();
        }
        exchange.parameters(ofQuery, ofBoth);
        return decoder.malformed();
    }

    /**
     * The parameters of a request, also of one that was refused before it was parsed, as far as it had arrived: they choose its
     * answer's dialect and format.
     */
    static Parameters decodedSoFar(Exchange exchange) {
        if (!exchange.isParsed()) {
            decode(exchange.context().request(), exchange);
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
