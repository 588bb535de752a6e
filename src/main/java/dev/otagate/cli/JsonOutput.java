package dev.otagate.cli;

import dev.otagate.account.AccessKeyStatus;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.account.Product;
import dev.otagate.cluster.NodeStatus;
import dev.otagate.database.BackupManifest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Prints a command's result: one JSON object on one line. */
record JsonOutput(PrintWriter out) {
    void account(Account account) {
        print(json(account));
    }

    void accounts(List<Account> accounts) {
        print("accounts", accounts, JsonOutput::json);
    }

    void newKey(NewAccessKey key, Account account) {
        print(new JsonObject()
                .put("accessKeyId", key.accessKeyId())
                .put("accessKeySecret", key.accessKeySecret())
                .put("account", account.name()));
    }

    void key(AccessKeyStatus key) {
        print(json(key));
    }

    void keys(List<AccessKeyStatus> keys) {
        print("keys", keys, JsonOutput::json);
    }

    void product(Product product) {
        print(json(product));
    }

    void products(List<Product> products) {
        print("products", products, JsonOutput::json);
    }

    void nodes(List<NodeStatus> nodes) {
        print("nodes", nodes, JsonOutput::json);
    }

    void migrated(int applied) {
        print(new JsonObject().put("applied", applied));
    }

    void initialised(Path settings, Path masterKey) {
        print(new JsonObject().put("settings", settings.toString()).put("masterKey", masterKey.toString()));
    }

    /** The content of a backup that was written or restored. */
    void backup(Path file, BackupManifest manifest) {
        JsonObject rows = new JsonObject();
        manifest.tables().forEach(table -> rows.put(table.name(), table.rows()));
        print(new JsonObject()
                .put("file", file.toString())
                .put("schemaVersion", manifest.schemaVersion())
                .put("rows", rows));
    }

    void signedUrl(String method, String url) {
        print(new JsonObject().put("method", method).put("url", url));
    }

    private static JsonObject json(NodeStatus status) {
        return new JsonObject()
                .put("nodeId", status.node().id().toString())
                .put("name", status.node().name())
                .put("version", status.node().version())
                .put("startedAt", status.startedAt().toString())
                .put("seenMsAgo", status.seenMsAgo())
                .put("alive", status.alive());
    }

    private static JsonObject json(Account account) {
        JsonObject json = new JsonObject().put("account", account.name());
        account.permitsPerSecond().ifPresent(permits -> json.put("permitsPerSecond", permits));
        account.burst().ifPresent(burst -> json.put("burst", burst));
        return json;
    }

    private static JsonObject json(AccessKeyStatus key) {
        return new JsonObject()
                .put("accessKeyId", key.accessKeyId())
                .put("enabled", key.enabled())
                .put("createdAt", key.createdAt().toString());
    }

    private static JsonObject json(Product product) {
        return new JsonObject()
                .put("productKey", product.productKey())
                .put("name", product.name())
                .put("createdAt", product.createdAt().toString());
    }

    private <T> void print(String name, List<T> values, Function<T, JsonObject> json) {
        print(new JsonObject().put(name, new JsonArray(values.stream().map(json).toList())));
    }

    private void print(JsonObject json) {
        out.println(json.encode());
        out.flush();
    }
}
