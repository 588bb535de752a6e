package dev.otagate.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.otagate.account.AccessKeyStatus;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.account.Product;
import dev.otagate.cluster.NodeStatus;
import dev.otagate.database.BackupManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Prints a command's result: one JSON object on one line. */
final class JsonOutput {
    private final PrintWriter out;

    JsonOutput(PrintWriter out) {
        this.out = out;
    }

    void account(Account account) {
        print(json -> write(json, account));
    }

    void accounts(List<Account> accounts) {
        print(json -> writeAll(json, "accounts", accounts, JsonOutput::write));
    }

    void newKey(NewAccessKey key, Account account) {
        print(json -> {
            json.writeStartObject();
            json.writeStringField("accessKeyId", key.accessKeyId());
            json.writeStringField("accessKeySecret", key.accessKeySecret());
            json.writeStringField("account", account.name());
            json.writeEndObject();
        });
    }

    void key(AccessKeyStatus key) {
        print(json -> write(json, key));
    }

    void keys(List<AccessKeyStatus> keys) {
        print(json -> writeAll(json, "keys", keys, JsonOutput::write));
    }

    void product(Product product) {
        print(json -> write(json, product));
    }

    void products(List<Product> products) {
        print(json -> writeAll(json, "products", products, JsonOutput::write));
    }

    void nodes(List<NodeStatus> nodes) {
        print(json -> writeAll(json, "nodes", nodes, JsonOutput::write));
    }

    void migrated(int applied) {
        print(json -> {
            json.writeStartObject();
            json.writeNumberField("applied", applied);
            json.writeEndObject();
        });
    }

    void initialised(Path settings, Path masterKey) {
        print(json -> {
            json.writeStartObject();
            json.writeStringField("settings", settings.toString());
            json.writeStringField("masterKey", masterKey.toString());
            json.writeEndObject();
        });
    }

    /** What a backup has, or what was restored from it. */
    void backup(Path file, BackupManifest manifest) {
        print(json -> {
            json.writeStartObject();
            json.writeStringField("file", file.toString());
            json.writeStringField("schemaVersion", manifest.schemaVersion());
            json.writeObjectFieldStart("rows");
            for (BackupManifest.Table table : manifest.tables()) {
                json.writeNumberField(table.name(), table.rows());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    void signedUrl(String method, String url) {
        print(json -> {
            json.writeStartObject();
            json.writeStringField("method", method);
            json.writeStringField("url", url);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, NodeStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("nodeId", status.node().id().toString());
        json.writeStringField("name", status.node().name());
        json.writeStringField("version", status.node().version());
        json.writeStringField("startedAt", status.startedAt().toString());
        json.writeNumberField("seenMsAgo", status.seenMsAgo());
        json.writeBooleanField("alive", status.alive());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("account", account.name());
        if (account.permitsPerSecond().isPresent()) {
            json.writeNumberField("permitsPerSecond", account.permitsPerSecond().getAsInt());
        }
        if (account.burst().isPresent()) {
            json.writeNumberField("burst", account.burst().getAsInt());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AccessKeyStatus key) throws IOException {
        json.writeStartObject();
        json.writeStringField("accessKeyId", key.accessKeyId());
        json.writeBooleanField("enabled", key.enabled());
        json.writeStringField("createdAt", key.createdAt().toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Product product) throws IOException {
        json.writeStartObject();
        json.writeStringField("productKey", product.productKey());
        json.writeStringField("name", product.name());
        json.writeStringField("createdAt", product.createdAt().toString());
        json.writeEndObject();
    }

    private static <T> void writeAll(JsonGenerator json, String name, List<T> values, ValueWriter<T> writer)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(name);
        for (T value : values) {
            writer.write(json, value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void print(Printout printout) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            printout.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(text);
        out.flush();
    }

    @FunctionalInterface
    private interface Printout {
        void write(JsonGenerator json) throws IOException;
    }

    @FunctionalInterface
    private interface ValueWriter<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }
}
