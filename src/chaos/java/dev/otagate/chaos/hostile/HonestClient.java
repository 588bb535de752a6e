package dev.otagate.chaos.hostile;

import dev.otagate.chaos.hostile.HonestConnection.Response;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Creates modules and deletes them again, or lists products, at a steady pace, one request at a time, and notes how long each
 * create or list takes. It keeps
 * its connection for ten pairs, then takes a new one.
 */
final class HonestClient implements Runnable {
    private static final int TIMEOUT_MS = 20_000;
    private static final int PAIRS_A_CONNECTION = 10;
    private static final String TAKEN = "iot.ota.AlreadyExistedModuleName";
    private static final String ABSENT = "iot.ota.NotExistedModule";

    /** What is measured. */
    enum Operation {
        /** Creates of modules; each module is deleted again. */
        CREATE,
        /** The first page of the account's products. */
        LIST
    }

    private final Target target;
    private final Operation operation;
    private final String moduleName;
    private final long paceNanos;
    private volatile Latencies latencies = new Latencies();
    private volatile boolean stopped;
    private HonestConnection connection;
    private int pairs;

    HonestClient(Target target, Operation operation, String moduleName, long paceMs) {
        this.target = target;
        this.operation = operation;
        this.moduleName = moduleName;
        paceNanos = TimeUnit.MILLISECONDS.toNanos(paceMs);
    }

    /** From now on, latencies go there. */
    void measure(Latencies next) {
        latencies = next;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            long started = System.nanoTime();
            Latencies current = latencies;
            if (measured(current)) {
                current.add(System.nanoTime() - started);
            }
            if (operation == Operation.CREATE) {
                call("DeleteOTAModule" + module(), ABSENT, current);
            }
            sleep(paceNanos - (System.nanoTime() - started));
        }
        disconnect();
    }

    private boolean measured(Latencies current) {
        return operation == Operation.CREATE
                ? call("CreateOTAModule" + module(), TAKEN, current)
                : call("QueryProductList&CurrentPage=1&PageSize=10", "", current);
    }

    private String module() {
        return "&ProductKey=" + target.productKey() + "&ModuleName=" + moduleName;
    }

    // Whether the call succeeded; connecting belongs to it.
    private boolean call(String action, String harmless, Latencies current) {
        try {
            if (connection == null || pairs++ % (2 * PAIRS_A_CONNECTION) == 0) {
                disconnect();
                connection = HonestConnection.to(target, TIMEOUT_MS);
            }
            Response response = connection.call(request(action));
            if (response.closes()) {
                disconnect();
            }
            String code = response.field("code");
            if (response.status() == 200 && (code.isEmpty() || code.equals(harmless))) {
                return true;
            }
            current.failed(response.status() + " " + code);
        } catch (IOException e) {
            disconnect();
            current.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return false;
    }

    private byte[] request(String action) {
        String url = SignedUrl.of(
                "",
                "GET",
                target.accessKeyId(),
                target.secret(),
                "Action=" + action,
                SignatureMethod.HMAC_SHA1,
                Clock.systemUTC());
        return HostileRequests.octets("GET " + url + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
