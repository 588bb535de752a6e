package dev.otagate.failure;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every error code of a response, with its HTTP status and message (contract: "What is refused, in this order" and
 * "Business codes"). {@link Failure} replaces a {@code %s} in a message.
 */
public enum ErrorCode {
    UNSUPPORTED_HTTP_METHOD("UnsupportedHTTPMethod", 403, "This http method is not supported."),
    INVALID_PARAMETER("InvalidParameter", 400, "The specified parameter \"%s\" is not valid."),
    MISSING_ACTION("MissingAction", 400, "Action is mandatory for this action."),
    MISSING_ACCESS_KEY_ID("MissingAccessKeyId", 400, "AccessKeyId is mandatory for this action."),
    MISSING_SIGNATURE_METHOD("MissingSignatureMethod", 400, "SignatureMethod is mandatory for this action."),
    MISSING_SIGNATURE_NONCE("MissingSignatureNonce", 400, "SignatureNonce is mandatory for this action."),
    MISSING_TIMESTAMP("MissingTimestamp", 400, "Timestamp is mandatory for this action."),
    MISSING_SIGNATURE("MissingSignature", 400, "Signature is mandatory for this action."),
    MALFORMED_TIMESTAMP("InvalidTimeStamp.Format", 400, "Specified time stamp or date value is not well formatted."),
    EXPIRED_TIMESTAMP("InvalidTimeStamp.Expired", 400, "Specified time stamp or date value is expired."),
    UNKNOWN_ACCESS_KEY("InvalidAccessKeyId.NotFound", 404, "Specified access key is not found."),
    DISABLED_ACCESS_KEY("InvalidAccessKeyId.Inactive", 400, "Specified access key is disabled."),
    SIGNATURE_MISMATCH(
            "SignatureDoesNotMatch",
            400,
            "Specified signature is not matched with our calculation. server string to sign is:%s"),
    UNKNOWN_ACTION("InvalidAction.NotFound", 404, "Specified api is not found, please check your url and method."),
    THROTTLED("Throttling.User", 429, "Request was denied due to user flow control."),
    NONCE_USED("SignatureNonceUsed", 400, "Specified signature nonce was used already."),
    CLIENT_TOKEN_MISMATCH(
            "IdempotentParameterMismatch",
            400,
            "The ClientToken was already used by a request with another action or other parameters."),
    DRY_RUN("DryRunOperation", 400, "Request validation has been passed with DryRun flag set."),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server."),
    SYSTEM_EXCEPTION("iot.system.SystemException", 500, "System exception."),

    BAD_REQUEST("InvalidRequest", 400, "The request is not well-formed HTTP."),
    REQUEST_TIMEOUT("RequestTimeout", 408, "The request did not arrive in time."),
    BODY_TOO_LARGE("RequestBodyTooLarge", 413, "The request body must not be larger than %s bytes."),
    COMPRESSED_BODY("UnsupportedContentEncoding", 415, "The request body must not be compressed or otherwise encoded."),
    UNKNOWN_EXPECTATION(
            "ExpectationFailed", 417, "The Expect header is not supported: the only expectation is 100-continue."),
    URI_TOO_LONG("RequestURITooLong", 414, "The request line is too long."),
    HEADERS_TOO_LARGE("RequestHeadersTooLarge", 431, "The request headers are too large."),
    UNSUPPORTED_HTTP_VERSION("UnsupportedHTTPVersion", 505, "The HTTP version is not supported: use HTTP/1.1."),

    NULL_PRODUCT_KEY("iot.prod.NullProductKey", "The ProductKey parameter is mandatory and cannot be empty."),
    INVALID_PRODUCT_KEY(
            "iot.prod.InvalidFormattedProductkey",
            "The ProductKey parameter is not valid: it must have 1 to 64 letters and digits."),
    UNKNOWN_PRODUCT("iot.prod.NotExistedProduct", "The product named by ProductKey does not exist."),
    NULL_MODULE_NAME("iot.ota.NullModuleName", "The ModuleName parameter is mandatory and cannot be empty."),
    INVALID_MODULE_NAME(
            "iot.ota.InvalidFormattedModuleName",
            "The ModuleName parameter is not valid: it must have 1 to 64 letters, digits, periods, hyphens and underscores."),
    INVALID_ALIAS_NAME(
            "iot.ota.InvalidFormattedAliasName",
            "The AliasName parameter is not valid: it must have 1 to 64 Chinese characters, letters, digits, periods, hyphens"
                    + " and underscores."),
    LONG_MODULE_DESC(
            "iot.ota.LongModuleDesc",
            "The Desc parameter is not valid: it must have at most 100 characters, without NUL."),
    MODULE_NAME_TAKEN(
            "iot.ota.AlreadyExistedModuleName",
            "The ModuleName is already used in the product, or is the reserved name default. Case is ignored."),
    UNKNOWN_MODULE("iot.ota.NotExistedModule", "The product has no custom module with this ModuleName."),
    DEFAULT_MODULE_NOT_DELETABLE("iot.ota.DefaultModuleNotDeletable", "The built-in module default cannot be deleted."),
    MODULE_COUNT_EXCEEDED(
            "iot.ota.ModuleCountExceedMax", "The product already has 10 custom modules, which is the maximum."),

    NULL_MODULES("iot.ota.NullModules", "The Modules parameter is mandatory and cannot be empty."),
    INVALID_MODULES(
            "iot.ota.InvalidFormattedModules",
            "The Modules parameter is not valid: it must be a JSON array of 1 to 100 objects, each with ProductKey, ModuleName"
                    + " and, optionally, AliasName and Desc, all of them strings."),
    INVALID_ATOMIC("iot.ota.InvalidAtomic", "The Atomic parameter is not valid: it must be true or false."),
    NO_MODULE_CREATED("iot.ota.NoModuleCreated", "No module was created: see the code of each module."),
    ATOMIC_BATCH_REJECTED(
            "iot.ota.AtomicBatchRejected",
            "No module was created, because at least one was rejected and Atomic is true."),

    NULL_PRODUCT_NAME("iot.prod.NullProductName", "The ProductName parameter is mandatory and cannot be empty."),
    INVALID_PRODUCT_NAME(
            "iot.prod.InvalidFormattedProductName",
            "The ProductName parameter is not valid: it must have 4 to 30 letters, digits, Chinese or Japanese characters, which"
                    + " count as two, and any of _-@()."),
    PRODUCT_NAME_TAKEN("iot.prod.AlreadyExistedProductName", "The ProductName is already used in the account."),
    PRODUCT_KEY_TAKEN("iot.prod.AlreadyExistedProductKey", "The ProductKey is already used."),
    INVALID_NODE_TYPE("iot.prod.InvalidNodeType", "The NodeType parameter is mandatory and must be 0 or 1."),
    LONG_PRODUCT_DESC(
            "iot.prod.LongProductDesc",
            "The Description parameter is not valid: it must have at most 100 characters, without NUL."),
    INVALID_DATA_FORMAT("iot.prod.InvalidDataFormat", "The DataFormat parameter is not valid: it must be 0 or 1."),
    INVALID_NET_TYPE(
            "iot.prod.InvalidNetType",
            "The NetType parameter is not valid: it must be WIFI, CELLULAR, ETHERNET, LORA or OTHER."),
    INVALID_AUTH_TYPE(
            "iot.prod.InvalidAuthType", "The AuthType parameter is not valid: it must be secret, id2 or x509."),
    INVALID_PROTOCOL_TYPE(
            "iot.prod.InvalidProtocolType",
            "The ProtocolType parameter is not valid: it must be modbus, opc-ua, customize, ble or zigbee."),
    INVALID_COMMODITY_CODE(
            "iot.prod.InvalidAliyunCommodityCode",
            "The AliyunCommodityCode parameter is not valid: it must be iothub_senior or iothub."),
    PRODUCT_HAS_MODULES("iot.prod.ExistedModule", "The product has custom modules: delete them first."),
    INVALID_PAGE(
            "iot.common.InvalidPageParams",
            "The CurrentPage and PageSize parameters are mandatory: CurrentPage must be at least 1, and PageSize 1 to 200.");

    // The length of a name, and of a string to sign in a response of 8 KiB.
    private static final int MAX_NAME = 100;
    private static final int MAX_STRING_TO_SIGN = 7_000;

    private final String code;
    private final int status;
    private final String message;

    // A business error.
    ErrorCode(String code, String message) {
        this(code, 200, message);
    }

    ErrorCode(String code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** The constant of a code in a response, or nothing. */
    public static Optional<ErrorCode> named(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** The most characters of a request in the message. */
    int maxDetail() {
        return this == SIGNATURE_MISMATCH ? MAX_STRING_TO_SIGN : MAX_NAME;
    }

    /** The message, or its pattern with a {@code %s}. */
    public String message() {
        return message;
    }
}
