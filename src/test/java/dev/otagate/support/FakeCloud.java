package dev.otagate.support;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.otagate.account.NewAccessKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Alibaba's endpoint as far as a copy reads it: RPC signatures, Pascal case, products newest first and in an object of their own, dates as
 * on Alibaba's pages. It fails as it is told to.
 */
public final class FakeCloud implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd-MMM-uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final NewAccessKey key = new NewAccessKey("LTAIfakeKeyOfTheCloud", "fakeSecretOfTheCloud0123456789");
    private final List<FakeProduct> products = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(20);
    private final HttpServer server;
    private volatile int faultEvery = Integer.MAX_VALUE;
    private volatile int wrongTotal;
    private volatile String broken = "";
    private volatile Consumer<List<FakeProduct>> beforePage = all -> {};

    /** A product and its modules, oldest first. */
    public record FakeProduct(String key, String name, String description, long created, List<FakeModule> modules) {}

    /** A module; {@code null} for what was not given. */
    public record FakeModule(String name, String alias, String desc, Instant created) {}

    static {
        // Otherwise, each response on a kept connection takes 40 ms more.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private FakeCloud(HttpServer server) {
        this.server = server;
    }

    public static FakeCloud start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        FakeCloud cloud = new FakeCloud(server);
        server.setExecutor(cloud.threads);
        server.createContext("/", cloud::handle);
        server.start();
        return cloud;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public NewAccessKey key() {
        return key;
    }

    /** The products, newest first; may be changed under its monitor. */
    public List<FakeProduct> products() {
        return products;
    }

    public int requests() {
        return requests.get();
    }

    public int faults() {
        return faults.get();
    }

    /** Each request of this number fails, in turn in each of the ways that there are. */
    public void failEvery(int number) {
        faultEvery = number;
    }

    /** The operations of a product fail as long as they are called. */
    public void breakProduct(String productKey) {
        broken = productKey;
    }

    /** Adds to each total, and to the number of pages. */
    public void addToTotals(int wrong) {
        wrongTotal = wrong;
    }

    /** Changes the products before each page of them. */
    public void beforeEachPage(Consumer<List<FakeProduct>> change) {
        beforePage = change;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (requests.incrementAndGet() % faultEvery == 0) {
                fail(exchange, faults.getAndIncrement());
                return;
            }
            respond(exchange, parse(exchange.getRequestURI().getRawQuery()), exchange.getRequestMethod());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(HttpExchange exchange, Map<String, String> parameters, String method) throws IOException {
        if (!sign(method, parameters).equals(parameters.get("Signature"))) {
            send(exchange, 400, error("SignatureDoesNotMatch", "Specified signature is not matched."));
        } else if (!key.accessKeyId().equals(parameters.get("AccessKeyId"))) {
            send(exchange, 404, error("InvalidAccessKeyId.NotFound", "Specified access key is not found."));
        } else if (!"2018-01-20".equals(parameters.get("Version")) || !"JSON".equals(parameters.get("Format"))) {
            send(exchange, 400, error("InvalidParameter", "The specified parameter is not valid."));
        } else if (!nonces.add(parameters.get("SignatureNonce"))) {
            send(exchange, 400, error("SignatureNonceUsed", "Specified signature nonce was used already."));
        } else {
            send(exchange, 200, encode(result(parameters)));
        }
    }

    // Half of a surrogate pair can only be sent as an escape.
    private static String encode(Object value) throws IOException {
        String text = JSON.writeValueAsString(value);
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? text
                : JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
    }

    private Map<String, Object> result(Map<String, String> parameters) {
        return switch (parameters.get("Action")) {
            case "QueryProductList" ->
                page(Integer.parseInt(parameters.get("CurrentPage")), Integer.parseInt(parameters.get("PageSize")));
            case "QueryProduct" -> find(parameters.get("ProductKey"), FakeCloud::details);
            case "ListOTAModuleByProduct" -> find(parameters.get("ProductKey"), FakeCloud::modules);
            default -> failure("InvalidAction.NotFound");
        };
    }

    private Map<String, Object> page(int number, int size) {
        synchronized (products) {
            beforePage.accept(products);
            int from = Math.min(products.size(), (number - 1) * size);
            int to = Math.min(products.size(), number * size);
            List<Map<String, Object>> shown = products.subList(from, to).stream()
                    .map(product -> Map.<String, Object>of(
                            "ProductKey",
                            product.key(),
                            "ProductName",
                            product.name(),
                            "NodeType",
                            0,
                            "DataFormat",
                            1,
                            "DeviceCount",
                            12,
                            "AuthType",
                            "secret",
                            "GmtCreate",
                            product.created()))
                    .toList();
            int total = products.size() + wrongTotal;
            return success(Map.of(
                    "CurrentPage", number,
                    "PageSize", size,
                    "Total", total,
                    "PageCount", (total + size - 1) / size,
                    "List", Map.of("ProductInfo", shown)));
        }
    }

    private Map<String, Object> find(String productKey, Function<FakeProduct, Object> data) {
        if (productKey.equals(broken)) {
            return failure("iot.system.SystemException");
        }
        synchronized (products) {
            return products.stream()
                    .filter(product -> product.key().equals(productKey))
                    .findFirst()
                    .map(product -> success(data.apply(product)))
                    .orElseGet(() -> failure("iot.prod.NotExistedProduct"));
        }
    }

    private static Object details(FakeProduct product) {
        Map<String, Object> data = new LinkedHashMap<>(Map.of(
                "ProductKey",
                product.key(),
                "ProductName",
                product.name(),
                "NodeType",
                0,
                "DataFormat",
                1,
                "NetType",
                6,
                "AuthType",
                "secret",
                "AliyunCommodityCode",
                "iothub_senior",
                "ProtocolType",
                "modbus",
                "GmtCreate",
                product.created()));
        data.put("Description", product.description());
        return data;
    }

    // The built-in module is in the list, too.
    private static Object modules(FakeProduct product) {
        List<Map<String, Object>> data = new ArrayList<>();
        data.add(Map.of("ModuleName", "default", "ProductKey", product.key()));
        for (FakeModule module : product.modules()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("ProductKey", product.key());
            fields.put("ModuleName", module.name());
            fields.put("AliasName", module.alias());
            fields.put("Desc", module.desc());
            if (module.created() != null) {
                fields.put("GmtCreate", DATE.format(module.created()));
                fields.put("GmtModified", DATE.format(module.created()));
            }
            data.add(fields);
        }
        return data;
    }

    private static Map<String, Object> success(Object data) {
        return Map.of("RequestId", "62F56B4D-9CBC-518A-8414-CC91BB83FD04", "Success", true, "Code", "", "Data", data);
    }

    private static Map<String, Object> failure(String code) {
        return Map.of("RequestId", "62F56B4D", "Success", false, "Code", code, "ErrorMessage", "It failed.");
    }

    private void fail(HttpExchange exchange, int number) throws IOException, InterruptedException {
        switch (number % 8) {
            case 0 -> send(exchange, 400, error("Throttling.User", "Request was denied due to user flow control."));
            case 1 -> send(exchange, 500, error("InternalError", "The request processing has failed."));
            case 2 -> exchange.getHttpContext(); // Closed without a response.
            case 3 -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                send(exchange, 429, error("Throttling", "Request was denied due to request throttling."));
            }
            case 4 -> {
                byte[] half = "{\"RequestId\":\"62F56B4D\",\"Succ".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(half);
                exchange.getResponseBody().flush();
            }
            case 5 -> send(exchange, 200, JSON.writeValueAsString(failure("Throttling.Api")));
            case 6 -> send(exchange, 502, "<html>Bad Gateway</html>");
            default -> {
                Thread.sleep(300);
                send(exchange, 200, JSON.writeValueAsString(failure("iot.system.SystemException")));
            }
        }
    }

    private static String error(String code, String message) throws IOException {
        return JSON.writeValueAsString(Map.of(
                "RequestId", "62F56B4D", "HostId", "127.0.0.1", "Code", code, "Message", message, "Recommend", ""));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(decode(parts[0]), decode(parts[1]));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String sign(String method, Map<String, String> parameters) {
        Map<String, String> signed = new TreeMap<>(parameters);
        signed.remove("Signature");
        String text = method + "&%2F&" + SignedRequest.percentEncode(SignedRequest.encode(signed));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec((key.accessKeySecret() + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
