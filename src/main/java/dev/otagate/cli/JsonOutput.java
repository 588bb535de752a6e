package dev.otagate.cli;

import dev.otagate.account.AccessKeyStatus;
import dev.otagate.account.Account;
import dev.otagate.account.AccountContent;
import dev.otagate.account.NewAccessKey;
import dev.otagate.account.Product;
import dev.otagate.account.ProductPage;
import dev.otagate.cluster.NodeStatus;
import dev.otagate.database.BackupManifest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The results of commands in JSON. */
final class JsonOutput {
    private JsonOutput() {}

    /** Prints a command's result on one line. */
    static void print(CommandSpec command, JsonObject result) {
        PrintWriter out = command.commandLine().getOut();
        out.println(result.encode());
        out.flush();
    }

    static <T> JsonObject list(String name, List<T> values, Function<T, JsonObject> json) {
        return new JsonObject()
                .put(name, new JsonArray(values.stream().map(json).toList()));
    }

    static JsonObject json(NewAccessKey key, Account account) {
        return new JsonObject()
                .put("accessKeyId", key.accessKeyId())
                .put("accessKeySecret", key.accessKeySecret())
                .put("account", account.name());
    }

    /** The content of a backup that was written or restored. */
    static JsonObject json(Path file, BackupManifest manifest) {
        JsonObject rows = new JsonObject();
        manifest.tables().forEach(table -> rows.put(table.name(), table.rows()));
        return new JsonObject()
                .put("file", file.toString())
                .put("schemaVersion", manifest.schemaVersion())
                .put("rows", rows);
    }

    static JsonObject json(NodeStatus status) {
        return new JsonObject()
                .put("nodeId", status.node().id().toString())
                .put("name", status.node().name())
                .put("version", status.node().version())
                .put("startedAt", status.startedAt().toString())
                .put("seenMsAgo", status.seenMsAgo())
                .put("alive", status.alive());
    }

    static JsonObject json(Account account) {
        JsonObject json = new JsonObject().put("account", account.name());
        account.permitsPerSecond().ifPresent(permits -> json.put("permitsPerSecond", permits));
        account.burst().ifPresent(burst -> json.put("burst", burst));
        return json;
    }

    /** What was deleted with an account. */
    static JsonObject deleted(Account account, AccountContent content) {
        return new JsonObject()
                .put("account", account.name())
                .put("deleted", true)
                .put("accessKeys", content.accessKeys())
                .put("products", content.products())
                .put("modules", content.modules());
    }

    static JsonObject json(ProductPage page) {
        return list("products", page.products(), JsonOutput::json)
                .put("currentPage", page.page())
                .put("pageSize", page.size())
                .put("total", page.total());
    }

    static JsonObject json(AccessKeyStatus key) {
        return new JsonObject()
                .put("accessKeyId", key.accessKeyId())
                .put("enabled", key.enabled())
                .put("createdAt", key.createdAt().toString());
    }

    static JsonObject json(Product product) {
        return new JsonObject()
                .put("productKey", product.productKey())
                .put("name", product.name())
                .put("createdAt", product.createdAt().toString());
    }
}
