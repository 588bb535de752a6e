package dev.otagate.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * An endpoint as fast as a copy can read: computes products and modules from the request, and checks no signature. Prints its port, and
 * serves until it is killed.
 */
public final class FastSource extends VerticleBase {
    private static final int MODULES = 10;
    private static final String HEAD =
            "{\"RequestId\":\"62F56B4D-9CBC-518A-8414-CC91BB83FD04\",\"Success\":true,\"Data\":";

    private final int products;

    private FastSource(int products) {
        this.products = products;
    }

    /** @param arguments the number of products */
    public static void main(String[] arguments) {
        Vertx.vertx().deployVerticle(new FastSource(Integer.parseInt(arguments[0])), new DeploymentOptions());
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()));
    }

    private void handle(HttpServerRequest request) {
        String action = request.getParam("Action");
        String body = switch (action) {
            case "QueryProductList" ->
                page(Integer.parseInt(request.getParam("CurrentPage")), Integer.parseInt(request.getParam("PageSize")));
            case "QueryProduct" ->
                "{" + product(request.getParam("ProductKey"))
                        + ",\"NetType\":3,\"AliyunCommodityCode\":\"iothub_senior\"}";
            default -> modules(request.getParam("ProductKey"));
        };
        request.response().putHeader("Content-Type", "application/json").end(HEAD + body + "}");
    }

    private String page(int number, int size) {
        StringBuilder list = new StringBuilder();
        for (int i = (number - 1) * size; i < Math.min(products, number * size); i++) {
            list.append(list.isEmpty() ? "{" : ",{").append(product("fast" + i)).append('}');
        }
        return "{\"CurrentPage\":" + number + ",\"PageSize\":" + size + ",\"PageCount\":" + (products + size - 1) / size
                + ",\"Total\":" + products + ",\"List\":{\"ProductInfo\":[" + list + "]}}";
    }

    private static String product(String key) {
        return "\"ProductKey\":\"" + key + "\",\"ProductName\":\"产品" + key + "\",\"NodeType\":0,\"DataFormat\":1,"
                + "\"AuthType\":\"secret\",\"Description\":\"\",\"GmtCreate\":1581595942000";
    }

    private static String modules(String key) {
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < MODULES; i++) {
            list.append(i == 0 ? "" : ",")
                    .append("{\"ProductKey\":\"")
                    .append(key)
                    .append("\",\"ModuleName\":\"module-")
                    .append(i)
                    .append("\",\"AliasName\":\"模块")
                    .append(i)
                    .append("\",\"Desc\":\"A module of the product\",\"GmtCreate\":\"2024-11-19T09:47Z\","
                            + "\"GmtModified\":\"2024-11-19T09:47Z\"}");
        }
        return list.append(']').toString();
    }
}
