package dev.otagate.chaos.hostile;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An account with a quota of its own, which it uses up. Thread-safe. */
final class Neighbour {
    private static final int MODULES_A_BATCH = 100;
    private static final int MODULES_A_PRODUCT = 10;
    private static final int CONNECTIONS = 32;
    private static final int TIMEOUT_MS = 20_000;

    private final URI endpoint;
    private final String accessKeyId;
    private final String secret;
    private final List<String> products = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger batches = new AtomicInteger();

    Neighbour(URI endpoint, String accessKeyId, String secret) {
        this.endpoint = endpoint;
        this.accessKeyId = accessKeyId;
        this.secret = secret;
    }

    /** Creates products until there are so many. */
    void makeProducts(int count) throws IOException {
        List<IOException> errors = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger left = new AtomicInteger(count - products.size());
        List<Thread> threads = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new Thread(() -> makeProducts(left, errors), "products"))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!errors.isEmpty()) {
            throw errors.get(0);
        }
    }

    private void makeProducts(AtomicInteger left, List<IOException> errors) {
        InetSocketAddress address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
        try (HonestConnection connection = new HonestConnection(address, TIMEOUT_MS)) {
            while (errors.isEmpty() && left.getAndDecrement() > 0) {
                HonestConnection.Response response = connection.call(request(
                        "Action=CreateProduct&NodeType=0&ProductName=p" + Long.toString(System.nanoTime(), 36)));
                if (response.status() == 429) {
                    left.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(100);
                } else if (response.field("productKey").isEmpty()) {
                    throw new IOException("no product: " + response.body());
                } else {
                    products.add(response.field("productKey"));
                }
            }
        } catch (IOException e) {
            errors.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A signed batch of 100 modules in products that have room, as long as there are such. */
    byte[] batch() {
        int batch = batches.getAndIncrement();
        String modules = IntStream.range(0, MODULES_A_BATCH)
                .mapToObj(i -> "{\"ProductKey\":\"%s\",\"ModuleName\":\"m%d\"}"
                        .formatted(product(batch, i), batch * MODULES_A_BATCH + i))
                .collect(Collectors.joining(",", "[", "]"));
        return request("Action=BatchCreateOTAModule&Modules=" + modules);
    }

    private String product(int batch, int module) {
        int number = batch * (MODULES_A_BATCH / MODULES_A_PRODUCT) + module / MODULES_A_PRODUCT;
        return products.get(number % products.size());
    }

    /** A signed request for the last page of the products. */
    byte[] lastPage() {
        int pageSize = 200;
        return request("Action=QueryProductList&PageSize=" + pageSize + "&CurrentPage=" + products.size() / pageSize);
    }

    private byte[] request(String query) {
        String url = SignedUrl.of("", "POST", accessKeyId, secret, query, SignatureMethod.HMAC_SHA1, Clock.systemUTC());
        String form = url.substring(url.indexOf('?') + 1);
        return HostileRequests.octets("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
                + " application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n" + form);
    }
}
