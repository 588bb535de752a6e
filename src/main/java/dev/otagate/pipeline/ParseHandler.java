package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import dev.otagate.parameter.Acs3Headers;
import dev.otagate.parameter.CommonParameters;
import java.time.Clock;

/** Decodes the parameters of query and form body together, and checks those common to all operations. */
record ParseHandler(Clock clock) implements StageHandler<Request.Received, Request.Parsed> {
    @Override
    public void handle(Exchange exchange, Request.Received request) {
        RequestParameters decoded = exchange.decode(request.body());
        exchange.parameters(decoded.all());
        decoded.malformed()
                .map(name -> Result.<CommonParameters>failed(Failure.of(ErrorCode.INVALID_PARAMETER, name)))
                .orElseGet(() -> common(exchange, decoded))
                .match(
                        common -> next(exchange, new Request.Parsed(request, decoded.query(), decoded.all(), common)),
                        exchange::reject);
    }

    private Result<CommonParameters> common(Exchange exchange, RequestParameters decoded) {
        return Acs3Headers.isScheme(exchange.header("authorization"))
                ? Acs3Headers.check(exchange::header, decoded.all(), clock)
                : CommonParameters.ofRpc(decoded.all(), clock);
    }
}
