package dev.otagate.transfer;

import java.net.URI;
import java.util.Optional;

/**
 * An endpoint of the API, and how its requests are signed.
 *
 * @param endpoint scheme, host and port, without a path
 * @param instance the parameter IotInstanceId
 * @param region the parameter RegionId
 */
public record ApiAccess(
        URI endpoint,
        String accessKeyId,
        Secret secret,
        Dialect dialect,
        SignatureStyle style,
        Optional<String> instance,
        Optional<String> region) {
    /** Whose names the responses have. */
    public enum Dialect {
        ALIBABA,
        TUYA
    }

    /** How requests are signed. */
    public enum SignatureStyle {
        /** RPC style, version 1.0: common parameters in the query or form. */
        RPC,
        /** ACS3-HMAC-SHA256: common parameters in headers. */
        ACS3
    }
}
