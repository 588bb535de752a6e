package dev.otagate.console;

import dev.otagate.account.Product;
import dev.otagate.account.ProductRepository;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** {@code session}: the access key with its secret, and where the page sends its requests. */
record SessionEndpoint(ConsoleServices services) implements Endpoint {
    @Override
    public Future<Reply> respond(Call call) {
        return new ProductRepository(call.gateway().pool())
                .oldest(call.key().account())
                .map(product -> Reply.ok(new JsonObject()
                        .put("accessKeyId", call.key().id())
                        .put("accessKeySecret", new String(call.key().secret(), StandardCharsets.UTF_8))
                        .put("account", call.key().account().name())
                        .put("productKey", product.map(Product::productKey).orElse(null))
                        .put("endpoint", call.gateway().endpoint().toString())
                        .put("host", call.gateway().endpoint().getRawAuthority())
                        .put("node", services.node().name())
                        .put("version", services.node().version())
                        .put("expiresAt", call.session().expiresAt().toString())));
    }
}
