package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.server.Futures;
import dev.otagate.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends requests over one HTTP/2 connection, and rejects a header that HTTP/2 does not allow. */
final class Http2Client implements AutoCloseable {
    final Queue<Object> connections = new ConcurrentLinkedQueue<>();
    final Queue<GoAway> goAways = new ConcurrentLinkedQueue<>();
    private final HttpClientAgent agent;

    Http2Client(Vertx vertx, Path certificate) {
        agent = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                        .setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString())))
                .with(new PoolOptions().setHttp2MaxSize(1))
                .withConnectHandler(connection -> {
                    connections.add(connection);
                    connection.goAwayHandler(goAways::add);
                })
                .build();
    }

    Future<Integer> status(TestGateway target, HttpMethod method, String uri, String body) {
        return agent.request(new RequestOptions()
                        .setMethod(method)
                        .setHost("127.0.0.1")
                        .setPort(target.port())
                        .setURI(uri)
                        .setTimeout(10_000)
                        .putHeader("content-type", "application/x-www-form-urlencoded"))
                .compose((HttpClientRequest request) -> request.send(body))
                .compose(response -> response.body().map(read -> {
                    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                    assertThat(response.getHeader("connection")).isNull();
                    return response.statusCode();
                }));
    }

    @Override
    public void close() {
        Futures.await(agent.close());
    }
}
