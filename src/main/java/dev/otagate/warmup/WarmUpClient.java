package dev.otagate.warmup;

import dev.otagate.config.WarmUpConfig;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Sends creates over many connections, one at a time on each, every other by GET and by POST. Rests until the gateway has had
 * nothing to do for clients for a second. Confined to one event loop.
 */
final class WarmUpClient {
    static final String LOOPBACK = "127.0.0.1";

    private static final int CONNECTIONS = 64;
    private static final long TIME_LIMIT_MS = 60_000;
    private static final long LOOK_MS = 20;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String QUERY = "Action=CreateOTAModule&Version=2018-01-20&Format=JSON&RegionId=cn-shanghai"
            + "&SignatureVersion=1.0&ProductKey=warmup&ModuleName=";
    private static final String OPTIONAL_PARAMETERS = "&AliasName=warm-up&Desc=warm-up";
    private static final String OPTIONAL_HEADERS = "\r\nUser-Agent: warm-up\r\nAccept: */*\r\nConnection: keep-alive";
    private static final int RECONNECT_EACH = 500;
    private static final String ANSWER_HEAD = "HTTP/1.1 ";
    private static final String SUCCESS_HEAD = ANSWER_HEAD + "200";

    private final Vertx vertx;
    private final int port;
    private final Credential credential;
    private final WarmUpConfig config;
    private final LongSupplier served;
    private final Clock clock = Clock.systemUTC();
    // A client that nobody refers to any more is shut down, with a long grace for its connections.
    private final NetClient client;
    private final Deque<NetSocket> resting = new ArrayDeque<>();
    private final Promise<Integer> ended = Promise.promise();
    private long servedBefore;
    private long lastBusyNanos = System.nanoTime();
    private boolean quiet;
    private int sent;
    private int answered;

    WarmUpClient(Vertx vertx, int port, Credential credential, WarmUpConfig config, LongSupplier served) {
        this.vertx = vertx;
        this.port = port;
        this.credential = credential;
        this.config = config;
        this.served = served;
        this.client = vertx.createNetClient();
    }

    /** How many were answered, once that is enough, or after a minute; fails where one is not answered with a success. */
    Future<Integer> run() {
        servedBefore = served.getAsLong();
        vertx.setTimer(TIME_LIMIT_MS, timer -> ended.tryComplete(answered));
        vertx.setPeriodic(LOOK_MS, timer -> look());
        Future.all(IntStream.range(0, CONNECTIONS).mapToObj(i -> connect()).toList())
                .onFailure(ended::tryFail);
        return ended.future();
    }

    private Future<NetSocket> connect() {
        return client.connect(port, LOOPBACK).onSuccess(socket -> {
            socket.handler(octets -> received(socket, octets));
            socket.exceptionHandler(ended::tryFail);
            next(socket);
        });
    }

    private void received(NetSocket socket, Buffer octets) {
        if (startsWith(octets, SUCCESS_HEAD)) {
            answered++;
            if (answered % RECONNECT_EACH == 0 && answered < config.requests()) {
                socket.close();
                connect().onFailure(ended::tryFail);
            } else {
                next(socket);
            }
        } else if (startsWith(octets, ANSWER_HEAD)) {
            ended.tryFail("a request failed");
        }
    }

    private static boolean startsWith(Buffer octets, String head) {
        return octets.length() >= head.length()
                && octets.getString(0, head.length()).equals(head);
    }

    private void next(NetSocket socket) {
        if (answered >= config.requests()) {
            ended.tryComplete(answered);
        } else if (!quiet) {
            resting.add(socket);
        } else if (sent < config.requests()) {
            sent++;
            socket.write(request());
        }
    }

    // No two kinds alike in turn: compiled code expects what it has seen, and is thrown away where that was too little.
    private String request() {
        String method = sent % 2 == 0 ? "GET" : "POST";
        String query = QUERY + "m" + sent + (sent % 3 == 0 ? "" : OPTIONAL_PARAMETERS);
        String url =
                SignedUrl.of("", method, credential.id(), credential.secret(), query, SignatureMethod.HMAC_SHA1, clock);
        String headers =
                "\r\nHost: " + LOOPBACK + (sent % 4 < 2 ? "" : ":" + port) + (sent % 5 < 2 ? "" : OPTIONAL_HEADERS);
        if (method.equals("GET")) {
            return "GET " + url + " HTTP/1.1" + headers + "\r\n\r\n";
        }
        String form = url.substring(url.indexOf('?') + 1);
        return "POST / HTTP/1.1" + headers + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n\r\n" + form;
    }

    private void look() {
        long now = served.getAsLong();
        if (now != servedBefore) {
            servedBefore = now;
            lastBusyNanos = System.nanoTime();
        }
        quiet = System.nanoTime() - lastBusyNanos >= QUIET_NANOS;
        if (quiet) {
            for (int i = resting.size(); i > 0; i--) {
                next(resting.remove());
            }
        }
    }
}
