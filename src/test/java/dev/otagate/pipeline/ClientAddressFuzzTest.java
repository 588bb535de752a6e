package dev.otagate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ClientAddressFuzzTest {
    private static final String PROXY = "10.0.0.1";

    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8"));

    @FuzzTest
    void readsAnAddressOutOfXForwardedFor(byte[] header) {
        check("X-Forwarded-For", header);
    }

    @FuzzTest
    void readsAnAddressOutOfForwarded(byte[] header) {
        check("Forwarded", header);
    }

    private void check(String name, byte[] header) {
        String value = new String(header, StandardCharsets.ISO_8859_1);

        String address = addresses.of(request(MultiMap.caseInsensitiveMultiMap().add(name, value)));

        assertThat(NetUtil.isValidIpV4Address(address)
                        || NetUtil.isValidIpV6Address(address)
                        || address.matches("_[A-Za-z0-9._-]{1,63}"))
                .as("an address or a hidden identifier: \"%s\"", address)
                .isTrue();
        assertThat(address).hasSizeLessThan(65).doesNotContain("\n", " ");
    }

    // A request that has a peer and headers, and nothing else.
    private static HttpServerRequest request(MultiMap headers) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                HttpServerRequest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (self, method, args) -> {
                    return switch (method.getName()) {
                        case "remoteAddress" -> SocketAddress.inetSocketAddress(1234, PROXY);
                        case "headers" -> headers;
                        case "getHeader" -> headers.get(args[0].toString());
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
