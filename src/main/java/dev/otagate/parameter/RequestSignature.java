package dev.otagate.parameter;

import java.util.List;
import java.util.function.Function;

/** The signature of a request, and how it was made. */
public sealed interface RequestSignature {
    /** The signature as the client sent it. */
    String value();

    /** Returns what the function for this kind of signature returns. */
    default <R> R fold(Function<Rpc, R> rpc, Function<Acs3, R> acs3) {
        return this instanceof Rpc signature ? rpc.apply(signature) : acs3.apply((Acs3) this);
    }

    /** RPC style, version 1.0: signs all parameters (contract: "Signature"). */
    record Rpc(SignatureMethod method, String value) implements RequestSignature {
        @Override
        public String toString() {
            return "Rpc[" + method + "]";
        }
    }

    /**
     * {@code ACS3-HMAC-SHA256}: signs the query, the listed headers and the hash of the body.
     *
     * @param headers the names of the signed headers, lower case, in the client's order
     * @param contentSha256 the hash of the body that the client sent, lower-case hex
     */
    record Acs3(List<String> headers, String contentSha256, String value) implements RequestSignature {
        @Override
        public String toString() {
            return "Acs3" + headers;
        }
    }
}
