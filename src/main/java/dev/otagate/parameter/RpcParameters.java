package dev.otagate.parameter;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Result;
import java.time.Clock;
import java.util.Optional;

/** Reads the common parameters of a request with an RPC signature. */
public final class RpcParameters {
    private RpcParameters() {}

    /** Checks in the contract's order: missing parameters, unsupported values, then the timestamp. */
    public static Result<CommonParameters> check(Parameters parameters, Clock clock) {
        Optional<ErrorCode> missing = CommonParameters.missing(parameters);
        if (missing.isPresent()) {
            return Result.failed(missing.get());
        }
        Optional<SignatureMethod> method = SignatureMethod.named(parameters.get("SignatureMethod"));
        if (method.isEmpty()) {
            return CommonParameters.rejected("SignatureMethod");
        }
        String nonce = parameters.get("SignatureNonce");
        Optional<String> invalid = CommonParameters.invalid(parameters, nonce);
        if (invalid.isPresent()) {
            return CommonParameters.rejected(invalid.get());
        }
        RequestSignature signature = new RequestSignature.Rpc(method.get(), parameters.get("Signature"));
        return new CommonParameters(parameters.get("Action"), parameters.get("AccessKeyId"), nonce, signature)
                .at(parameters.get("Timestamp"), clock);
    }
}
