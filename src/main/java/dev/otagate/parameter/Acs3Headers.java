package dev.otagate.parameter;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Result;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads the common parameters of a request signed with {@code ACS3-HMAC-SHA256} from its headers (contract: "What real clients send and
 * need").
 */
public final class Acs3Headers {
    private static final String FAMILY = "ACS3-";
    private static final String SCHEME = "ACS3-HMAC-SHA256";
    private static final String VERSION = "x-acs-version";
    private static final int MAX_SIGNED_HEADERS = 64;
    // RFC 9110, 5.6.2, in lower case.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    // Every client must sign these headers: otherwise, anybody could change them.
    private static final List<String> ALWAYS_SIGNED =
            List.of("x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce");

    private Acs3Headers() {}

    /** Whether a value of the header {@code Authorization} has this scheme, or an unsupported one of its family. */
    public static boolean isScheme(String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, FAMILY, 0, FAMILY.length());
    }

    /** The AccessKeyId in a value of the header {@code Authorization}; empty if there is none. */
    public static String credential(String authorization) {
        Map<String, String> parts = new HashMap<>();
        readParts(authorization.substring(authorization.indexOf(' ') + 1), parts);
        return parts.getOrDefault("Credential", "");
    }

    /**
     * Checks in the contract's order.
     *
     * @param headers returns the value of a header by its lower-case name, {@code null} if it is absent
     * @param parameters of query and form body, which may include Action, Version and Format
     */
    public static Result<CommonParameters> check(UnaryOperator<String> headers, Parameters parameters, Clock clock) {
        String[] schemeAndParts = headers.apply("authorization").split("[ \t]+", 2);
        if (!schemeAndParts[0].equalsIgnoreCase(SCHEME)) {
            return CommonParameters.rejected("SignatureMethod");
        }
        Map<String, String> authorization = new HashMap<>();
        if (schemeAndParts.length > 1 && !readParts(schemeAndParts[1], authorization)) {
            return CommonParameters.rejected("Authorization");
        }
        String action = orElse(headers.apply("x-acs-action"), parameters.getOrEmpty("Action"));
        String nonce = orElse(headers.apply("x-acs-signature-nonce"), "");
        String date = orElse(headers.apply("x-acs-date"), "");
        Optional<ErrorCode> missing = CommonParameters.missing(Parameters.of(Map.of(
                "Action", action,
                "AccessKeyId", authorization.getOrDefault("Credential", ""),
                "SignatureMethod", SCHEME,
                "SignatureNonce", nonce,
                "Timestamp", date,
                "Signature", authorization.getOrDefault("Signature", ""))));
        if (missing.isPresent()) {
            return Result.failed(missing.get());
        }
        List<String> signed = List.of(authorization
                .getOrDefault("SignedHeaders", "")
                .toLowerCase(Locale.ROOT)
                .split(";", MAX_SIGNED_HEADERS + 1));
        if (!areNames(signed)
                || !signed.containsAll(ALWAYS_SIGNED)
                || headers.apply("x-acs-action") != null && !signed.contains("x-acs-action")) {
            return CommonParameters.rejected("SignedHeaders");
        }
        if (!action.equals(orElse(parameters.get("Action"), action))) {
            return CommonParameters.rejected("Action");
        }
        if (headers.apply(VERSION) != null && !headers.apply(VERSION).equals("2018-01-20")) {
            return CommonParameters.rejected("Version");
        }
        Optional<String> invalid = CommonParameters.invalid(parameters, nonce);
        if (invalid.isPresent()) {
            return CommonParameters.rejected(invalid.get());
        }
        RequestSignature signature = new RequestSignature.Acs3(
                signed, orElse(headers.apply("x-acs-content-sha256"), ""), authorization.get("Signature"));
        return new CommonParameters(action, authorization.get("Credential"), nonce, signature).at(date, clock);
    }

    // Each name once: a repeated header would be hashed again each time.
    private static boolean areNames(List<String> signed) {
        return signed.size() <= MAX_SIGNED_HEADERS
                && new HashSet<>(signed).size() == signed.size()
                && signed.stream().allMatch(name -> TOKEN.matcher(name).matches());
    }

    // Reads Credential=...,SignedHeaders=...,Signature=... in any order; false if one is given twice.
    private static boolean readParts(String list, Map<String, String> parts) {
        boolean once = true;
        for (String part : list.split(",", -1)) {
            String trimmed = part.trim();
            int equals = trimmed.indexOf('=');
            if (equals > 0) {
                once &= parts.putIfAbsent(trimmed.substring(0, equals), trimmed.substring(equals + 1)) == null;
            }
        }
        return once;
    }

    private static String orElse(String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
