package dev.otagate.transfer;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Calls operations that change an account behind an endpoint. Each has a ClientToken derived from its content, so that a retry after a lost
 * response changes nothing twice. Thread-safe.
 */
final class ApiChanges {
    /** The most modules of a request. */
    static final int MAX_BATCH = 100;

    private final ApiClient client;
    // The gateway keeps the response of a token for a day. A later run must not get it: others may have changed the
    // item meanwhile.
    private final String run = UUID.randomUUID().toString();

    ApiChanges(ApiClient client) {
        this.client = client;
    }

    /** Runs an operation on one item; returns the error with which it was rejected. */
    Optional<Failure> run(String action, Map<String, String> parameters) {
        ApiResponse response = send(action, parameters);
        return isAccepted(response) ? Optional.empty() : Optional.of(failure(response.code(), response.message()));
    }

    /** Returns the error with which the endpoint would reject an operation on one item, and changes nothing. */
    Optional<Failure> dryRun(String action, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("DryRun", "true");
        return run(action, all);
    }

    private static boolean isAccepted(ApiResponse response) {
        return response.success() || response.code().equals(ErrorCode.DRY_RUN.code());
    }

    /** Creates modules by one request; returns the error of each. */
    List<Optional<Failure>> create(List<ModuleData> modules, boolean atomic) {
        JsonArray list = new JsonArray();
        modules.forEach(module -> list.add(new JsonObject(new TreeMap<String, Object>(ApiParameters.of(module)))));
        ApiResponse response =
                send("BatchCreateOTAModule", Map.of("Modules", list.encode(), "Atomic", Boolean.toString(atomic)));
        List<JsonObject> items = LenientJson.list(response.data().orElseGet(JsonArray::new));
        if (items.size() != modules.size()) {
            throw new TransferException(
                    "the endpoint rejects BatchCreateOTAModule: " + response.code() + ": " + response.message());
        }
        List<Optional<Failure>> failures = new ArrayList<>();
        for (JsonObject item : items) {
            String code = LenientJson.text(item, "code").orElse("");
            failures.add(code.isEmpty() ? Optional.empty() : Optional.of(failure(code, "")));
        }
        return failures;
    }

    private ApiResponse send(String action, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("ClientToken", token(action, parameters));
        ApiResponse response = client.change(action, all);
        if (!isAccepted(response) && response.status() != 200) {
            throw new TransferException(
                    "the endpoint rejects " + action + ": " + response.code() + ": " + response.message());
        }
        return response;
    }

    private String token(String action, Map<String, String> parameters) {
        String content = new JsonArray()
                .add(run)
                .add(action)
                .add(new JsonObject(new TreeMap<String, Object>(parameters)))
                .encode();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Failure failure(String code, String message) {
        ErrorCode known = ErrorCode.named(code).orElse(ErrorCode.SYSTEM_EXCEPTION);
        return new Failure(known, message.isEmpty() ? known.message() : message);
    }
}
