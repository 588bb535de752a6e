package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody has read an account's requests, and sends them again, as fast as the gateway reads. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ReplayVolumeIT {
    private static final int BURST = 400;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 4;
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]*)\"");

    // Reading and writing both block, and the common pool has one thread on two cores.
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void leavesTheWholeQuotaToTheOwnerAfterTensOfThousandsOfReplays(DatabaseAddress database) {
        NewAccessKey key;
        String product;
        List<SignedRequest> captured;
        SignedRequest rejected;
        try (TestGateway gateway = TestGateway.start(database)) {
            Account owner = gateway.account(OptionalInt.of(1), OptionalInt.of(BURST));
            key = gateway.key(owner);
            product = gateway.product(owner);
            captured = requests(BURST, key, product);
            assertThat(new TestClient(gateway.endpoint()).sendAll(captured)).allMatch(Reply::success);
            rejected = SignedRequest.createModule(key, product, "x!");
        }
        // A new process remembers none of the nonces, as one does that has served more requests than it can remember.
        try (TestGateway gateway = TestGateway.start(database)) {
            String octets = captured.stream()
                    .map(request -> octets(request) + octets(rejected))
                    .collect(Collectors.joining());
            List<String> codes = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> codes(gateway.port(), octets), threads))
                    .toList()
                    .stream()
                    .flatMap(each -> each.join().stream())
                    .toList();

            assertThat(codes)
                    .hasSize(CONNECTIONS * ROUNDS * 2 * BURST)
                    .contains("SignatureNonceUsed", "iot.ota.InvalidFormattedModuleName")
                    .doesNotContain("");
            assertThat(new TestClient(gateway.endpoint()).sendAll(requests(BURST, key, product)))
                    .allMatch(Reply::success);
        }
    }

    private static List<SignedRequest> requests(int count, NewAccessKey key, String product) {
        return IntStream.range(0, count)
                .mapToObj(i -> SignedRequest.of(key, "ListOTAModuleByProduct", product))
                .toList();
    }

    private static String octets(SignedRequest request) {
        return "GET /?" + request.encoded() + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    // The codes of the responses to the requests, sent several times over one connection.
    private List<String> codes(int port, String requests) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] octets = requests.getBytes(StandardCharsets.ISO_8859_1);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, octets), threads);
            String responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            sent.join();
            return CODE.matcher(responses).results().map(code -> code.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, byte[] octets) {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                socket.getOutputStream().write(octets);
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
