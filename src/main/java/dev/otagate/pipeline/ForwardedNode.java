package dev.otagate.pipeline;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a client or proxy as a proxy writes it (RFC 7239, 6): an address, perhaps in brackets, with a port or a zone, or an
 * identifier that hides it.
 */
final class ForwardedNode {
    private static final String PORT = "(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]{1,64}))?";
    private static final String ZONE = "(?:%[A-Za-z0-9._~-]{1,64})?";
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})" + ZONE + "]" + PORT);
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]{2,45})" + ZONE);
    private static final Pattern IPV4 = Pattern.compile("([0-9.]{7,15})" + PORT);
    private static final Pattern HIDDEN = Pattern.compile("(_[A-Za-z0-9._-]{1,63})" + PORT);
    // A parameter of the header Forwarded: a token, or a string in quotes.
    private static final Pattern PARAMETER = Pattern.compile(
            "\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]+|\"[^\"\\\\]*\")\\s*");

    private ForwardedNode() {}

    /** The node of an element of {@code Forwarded}, such as {@code for="[2001:db8::1]:4711";proto=https}. */
    static Optional<String> ofElement(String element) {
        String node = null;
        for (String part : element.split(";", -1)) {
            Matcher parameter = PARAMETER.matcher(part);
            if (!parameter.matches()) {
                return Optional.empty();
            }
            if (parameter.group(1).toLowerCase(Locale.ROOT).equals("for")) {
                if (node != null) {
                    return Optional.empty();
                }
                node = parameter.group(2);
            }
        }
        return node == null
                ? Optional.empty()
                : of(node.startsWith("\"") ? node.substring(1, node.length() - 1) : node);
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
        return wanted ? Optional.of(NetUtil.toAddressString(parsed(bare))) : Optional.empty();
    }

    /** The address of a text that is one; no name is ever looked up. */
    static InetAddress parsed(String address) {
        return NetUtil.createInetAddressFromIpAddressString(address);
    }
}
