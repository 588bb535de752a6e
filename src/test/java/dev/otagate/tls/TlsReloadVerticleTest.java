package dev.otagate.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.otagate.config.TlsConfig;
import dev.otagate.server.Futures;
import dev.otagate.support.OpenSsl;
import dev.otagate.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TlsReloadVerticleTest {
    private final Vertx vertx = Vertx.vertx(TestGateway.options());
    private final Logger logger = (Logger) LoggerFactory.getLogger(TlsReloadVerticle.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
        Futures.await(vertx.close());
    }

    @Test
    void aCertificateThatTheServerRejectsIsReportedOnceAndRetried(@TempDir Path directory) throws Exception {
        OpenSsl openssl = new OpenSsl(directory);
        openssl.certificate("old", "-newkey", "ed25519");
        openssl.certificate("new", "-newkey", "ed25519");
        TlsIdentity old = TlsIdentity.load(config(openssl, "old")).orElseThrow();
        AtomicInteger attempts = new AtomicInteger();
        TlsReloadVerticle watch = new TlsReloadVerticle(
                config(openssl, "new"),
                old,
                identity -> attempts.incrementAndGet() < 3
                        ? Future.failedFuture("the server rejects it")
                        : Future.succeededFuture());
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        Futures.await(vertx.deployVerticle(watch));

        watch.reload();

        Awaitility.await()
                .untilAsserted(() -> assertThat(log.list)
                        .extracting(ILoggingEvent::getMessage)
                        .containsExactly(
                                "the certificate stays as it is: its files cannot be used", "certificate loaded"));
        assertThat(log.list.get(0).getKeyValuePairs())
                .extracting(pair -> pair.value)
                .containsExactly("the server rejects it");
    }

    private static TlsConfig config(OpenSsl openssl, String name) {
        return new TlsConfig(
                openssl.file(name + ".pem").toString(),
                openssl.file(name + ".key").toString());
    }
}
