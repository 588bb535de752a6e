package dev.otagate.pipeline;

import io.netty.util.NetUtil;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client or proxy in a header (RFC 7239, 6): an address, perhaps in brackets, with a port or a zone, or an identifier that hides it.
 */
final class ForwardedNode {
    private static final String PORT = "(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]{1,64}))?";
    private static final String ZONE = "(?:%[A-Za-z0-9._~-]{1,64})?";
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})" + ZONE + "]" + PORT);
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]{2,45})" + ZONE);
    private static final Pattern IPV4 = Pattern.compile("([0-9.]{7,15})" + PORT);
    private static final Pattern HIDDEN = Pattern.compile("(_[A-Za-z0-9._-]{1,63})" + PORT);
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    // IPv6 addresses without quotes are common.
    private static final String VALUE = "(?:[!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]+|\"(?:[^\"\\\\]|\\\\.)*+\")";
    // One pair of an element, which may be empty, and its end.
    private static final Pattern PAIR =
            Pattern.compile("\\G[ \\t]*(?:(" + TOKEN + ")=(" + VALUE + ")[ \\t]*)?(?:;|\\z)", Pattern.DOTALL);
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private ForwardedNode() {}

    /** The node of an element of {@code Forwarded}, such as {@code for="[2001:db8::1]:4711";proto=https}. */
    static Optional<String> ofElement(String element) {
        String node = null;
        int end = 0;
        Matcher pair = PAIR.matcher(element);
        while (pair.find()) {
            end = pair.end();
            if ("for".equalsIgnoreCase(pair.group(1))) {
                if (node != null) {
                    return Optional.empty();
                }
                node = pair.group(2);
            }
        }
        return node == null || end < element.length() ? Optional.empty() : of(unquoted(node));
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? QUOTED_PAIR.matcher(value.substring(1, value.length() - 1)).replaceAll("$1")
                : value;
    }

    /** The address without brackets, port and zone, in its shortest form, or the identifier; nothing if it is neither. */
    static Optional<String> of(String text) {
        String node = text.trim();
        Matcher hidden = HIDDEN.matcher(node);
        if (hidden.matches()) {
            return Optional.of(hidden.group(1));
        }
        return address(IPV4, node).or(() -> address(IN_BRACKETS, node)).or(() -> address(IPV6, node));
    }

    private static Optional<String> address(Pattern form, String node) {
        Matcher matcher = form.matcher(node);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String bare = matcher.group(1);
        boolean wanted = form == IPV4 ? NetUtil.isValidIpV4Address(bare) : NetUtil.isValidIpV6Address(bare);
        return wanted
                ? Optional.of(NetUtil.toAddressString(NetUtil.createInetAddressFromIpAddressString(bare)))
                : Optional.empty();
    }
}
