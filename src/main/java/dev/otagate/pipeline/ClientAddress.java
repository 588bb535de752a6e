package dev.otagate.pipeline;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The address that a request comes from. Of the headers {@code Forwarded} and {@code X-Forwarded-For}, only the part
 * counts that trusted proxies have written: from the end, up to the first node that is not one of them. Immutable.
 */
public final class ClientAddress {
    private static final String FORWARDED = "Forwarded";
    private static final String X_FORWARDED_FOR = "X-Forwarded-For";
    private static final int MAX_HOPS = 32;
    private static final int MAX_HOP_LENGTH = 512;

    private final List<IpSubnetFilterRule> trusted;

    /** @param trustedProxies IP addresses, or networks such as {@code 10.0.0.0/8}; no host names */
    public ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream().map(ClientAddress::network).toList();
    }

    /**
     * The client's IP address, or the identifier by which a trusted proxy hides it; empty if the connection is gone. Headers that
     * contradict each other are ignored: one of them is not written by the proxy.
     */
    public String of(HttpServerRequest request) {
        String address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        if (address == null) {
            return "";
        }
        String peer = ForwardedNode.of(address).orElse(address);
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        List<String> standard = request.headers().getAll(FORWARDED);
        List<String> custom = request.headers().getAll(X_FORWARDED_FOR);
        if (standard.isEmpty()) {
            return furthestTrusted(peer, custom, ForwardedNode::of);
        }
        String client = furthestTrusted(peer, standard, ForwardedNode::ofElement);
        return custom.isEmpty() || client.equals(furthestTrusted(peer, custom, ForwardedNode::of)) ? client : peer;
    }

    private String furthestTrusted(String peer, List<String> lines, Function<String, Optional<String>> reading) {
        String client = peer;
        for (String hop : lastHops(String.join(",", lines))) {
            Optional<String> node = hop.length() > MAX_HOP_LENGTH ? Optional.empty() : reading.apply(hop);
            if (node.isEmpty()) {
                return client;
            }
            client = node.get();
            if (!isTrusted(client)) {
                return client;
            }
        }
        return client;
    }

    // Latest first. From the end, because proxies append: an unclosed quote of the client hides nothing that follows
    // it.
    private static List<String> lastHops(String list) {
        List<String> hops = new ArrayList<>();
        boolean quoted = false;
        int end = list.length();
        for (int i = end - 1; i >= -1 && hops.size() < MAX_HOPS; i--) {
            if (i < 0 || list.charAt(i) == ',' && !quoted) {
                String hop = list.substring(i + 1, end).trim();
                end = i;
                if (!hop.isEmpty()) {
                    hops.add(hop);
                }
            } else if (list.charAt(i) == '"' && !(quoted && isEscaped(list, i))) {
                quoted = !quoted;
            }
        }
        return hops;
    }

    private static boolean isEscaped(String line, int index) {
        int first = index;
        while (first > 0 && line.charAt(first - 1) == '\\') {
            first--;
        }
        return (index - first) % 2 == 1;
    }

    public boolean isTrusted(String address) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
        return parsed != null && isTrusted(new InetSocketAddress(parsed, 0));
    }

    private boolean isTrusted(InetSocketAddress address) {
        return trusted.stream().anyMatch(network -> network.matches(address));
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int all = NetUtil.isValidIpV4Address(address) ? 32 : 128;
        int prefix = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }
}
