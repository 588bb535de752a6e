package dev.otagate.parameter;

import java.util.List;

/** How a request is signed, and the signature it carries. */
public sealed interface RequestSignature {
    /** RPC style, version 1.0: over all parameters (contract: "Signature"). */
    record Rpc(SignatureMethod method, String value) implements RequestSignature {
        @Override
        public String toString() {
            return "Rpc[" + method + "]";
        }
    }

    /**
     * {@code ACS3-HMAC-SHA256}: over the query, the listed headers and the hash of the body.
     *
     * @param headers the names of the signed headers, lower case, in the client's order
     * @param contentSha256 the body's hash as the client gives it, lower-case hex
     */
    record Acs3(List<String> headers, String contentSha256, String value) implements RequestSignature {
        @Override
        public String toString() {
            return "Acs3" + headers;
        }
    }
}
