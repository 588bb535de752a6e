package dev.otagate.transfer;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.transfer.ItemResult.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes one product with its modules by the API of a gateway. Reads first, so that equal content changes nothing. Thread-safe. */
final class EndpointWriter {
    // Another client may create the same product or module meanwhile.
    private static final int MAX_ATTEMPTS = 5;
    private static final int MAX_MODULES = 10;
    private static final Failure ALIAS_STAYS =
            new Failure(ErrorCode.INVALID_ALIAS_NAME, "The API cannot remove the alias that the module has.");

    private final ApiClient client;
    private final ApiChanges changes;
    private final TargetOptions options;

    EndpointWriter(ApiClient client, TargetOptions options) {
        this.client = client;
        this.options = options;
        changes = new ApiChanges(client);
    }

    /** What became of an item. */
    private record Done(Kind kind, Optional<Failure> failure) {
        static Done of(Kind kind) {
            return new Done(kind, Optional.empty());
        }

        static Done rejected(Failure failure) {
            return new Done(Kind.REJECTED, Optional.of(failure));
        }
    }

    List<ItemResult> write(CheckedProduct checked) {
        if (checked.rejection().isPresent()) {
            return checked.results(Kind.UNCHANGED, List.of());
        }
        return options.atomicProducts() && !options.dryRun() ? writeAtomic(checked) : writeAccepted(checked);
    }

    // An existing product cannot be restored: nothing is changed unless everything is accepted.
    private List<ItemResult> writeAtomic(CheckedProduct checked) {
        EndpointWriter dry = new EndpointWriter(client, new TargetOptions(true, true, options.keepNewer()));
        List<ItemResult> foreseen = dry.write(checked);
        boolean isRejected = foreseen.stream().anyMatch(result -> result.kind() == Kind.REJECTED);
        return isRejected ? foreseen : writeAccepted(checked);
    }

    private List<ItemResult> writeAccepted(CheckedProduct checked) {
        Done product = product(checked.content().product(), 1);
        if (product.failure().isPresent()) {
            return checked.rejected(product.failure().get()).results(Kind.UNCHANGED, List.of());
        }
        List<ModuleData> written = checked.written();
        boolean isNew = product.kind() == Kind.CREATED;
        List<Done> modules = modules(checked.productKey(), written, isNew, 1);
        CheckedProduct known =
                checked.withRejections(modules.stream().map(Done::failure).toList());
        return (options.atomicProducts() ? undone(known, isNew) : known)
                .results(
                        product.kind(),
                        modules.stream()
                                .filter(done -> done.failure().isEmpty())
                                .map(Done::kind)
                                .toList());
    }

    private CheckedProduct undone(CheckedProduct known, boolean isNew) {
        CheckedProduct settled = known.atomic();
        if (settled.rejection().isPresent() && isNew && !options.dryRun()) {
            changes.run("DeleteProduct", Map.of(ApiParameters.PRODUCT_KEY, known.productKey()));
        }
        return settled;
    }

    private Done product(ProductData product, int attempt) {
        ApiResponse found = client.query("QueryProduct", Map.of(ApiParameters.PRODUCT_KEY, product.productKey()));
        if (found.success() && found.data().orElse(null) instanceof JsonObject data) {
            return update(product, data);
        }
        if (!ErrorCode.UNKNOWN_PRODUCT.code().equals(found.code())) {
            throw new TransferException("the endpoint rejects QueryProduct: " + found.code() + ": " + found.message());
        }
        Optional<Failure> failure = run("CreateProduct", ApiParameters.of(product));
        boolean isTaken = failure.filter(taken ->
                        taken.code() == ErrorCode.PRODUCT_KEY_TAKEN || taken.code() == ErrorCode.PRODUCT_NAME_TAKEN)
                .isPresent();
        // Another copy may have created it; but if it stays unknown, its key belongs to another account, or its name to
        // another product.
        return isTaken && attempt < 2
                ? product(product, attempt + 1)
                : failure.map(Done::rejected).orElseGet(() -> Done.of(Kind.CREATED));
    }

    private Done update(ProductData product, JsonObject present) {
        Map<String, String> parameters = new HashMap<>();
        if (!product.name().equals(LenientJson.text(present, "productName").orElse(""))) {
            parameters.put(ApiParameters.PRODUCT_NAME, product.name());
        }
        if (!product.description()
                .equals(LenientJson.text(present, "description").orElse(""))) {
            parameters.put(ApiParameters.DESCRIPTION, product.description());
        }
        if (parameters.isEmpty()) {
            return Done.of(Kind.UNCHANGED);
        }
        parameters.put(ApiParameters.PRODUCT_KEY, product.productKey());
        return change("UpdateProduct", parameters, Kind.UPDATED);
    }

    private Done change(String action, Map<String, String> parameters, Kind kind) {
        return run(action, parameters).map(Done::rejected).orElseGet(() -> Done.of(kind));
    }

    private Optional<Failure> run(String action, Map<String, String> parameters) {
        return options.dryRun() ? changes.dryRun(action, parameters) : changes.run(action, parameters);
    }

    private List<Done> modules(String productKey, List<ModuleData> modules, boolean isNew, int attempt) {
        Map<String, JsonObject> present = isNew && attempt == 1 ? Map.of() : present(productKey);
        List<ModuleData> missing = modules.stream()
                .filter(module -> !present.containsKey(key(module)))
                .toList();
        List<Optional<Failure>> created = create(missing, present.size());
        boolean conflict = created.stream()
                .flatMap(Optional::stream)
                .anyMatch(failure -> failure.code() == ErrorCode.MODULE_NAME_TAKEN);
        if (conflict && attempt < MAX_ATTEMPTS) {
            return modules(productKey, modules, isNew, attempt + 1);
        }
        List<Done> done = new ArrayList<>();
        int next = 0;
        for (ModuleData module : modules) {
            done.add(
                    present.containsKey(key(module))
                            ? update(module, present.get(key(module)))
                            : created.get(next++).map(Done::rejected).orElseGet(() -> Done.of(Kind.CREATED)));
        }
        return done;
    }

    private static String key(ModuleData module) {
        return module.moduleName().toLowerCase(Locale.ROOT);
    }

    private Map<String, JsonObject> present(String productKey) {
        ApiResponse listed = client.query("ListOTAModuleByProduct", Map.of(ApiParameters.PRODUCT_KEY, productKey));
        // In a dry run, the product may not exist yet.
        if (!listed.success() && !ErrorCode.UNKNOWN_PRODUCT.code().equals(listed.code())) {
            throw new TransferException(
                    "the endpoint rejects ListOTAModuleByProduct: " + listed.code() + ": " + listed.message());
        }
        Map<String, JsonObject> present = new HashMap<>();
        for (JsonObject module : LenientJson.list(listed.data().orElseGet(JsonArray::new))) {
            LenientJson.text(module, "moduleName")
                    .ifPresent(name -> present.put(name.toLowerCase(Locale.ROOT), module));
        }
        return present;
    }

    private List<Optional<Failure>> create(List<ModuleData> missing, int present) {
        List<Optional<Failure>> failures = new ArrayList<>();
        int places = Math.max(0, MAX_MODULES - present);
        if (options.dryRun() || options.atomicProducts() && missing.size() > places) {
            Failure full = Failure.of(ErrorCode.MODULE_COUNT_EXCEEDED);
            for (int i = 0; i < missing.size(); i++) {
                boolean fits = i < places && !(options.atomicProducts() && missing.size() > places);
                failures.add(fits ? Optional.empty() : Optional.of(full));
            }
            return failures;
        }
        for (int start = 0; start < missing.size(); start += ApiChanges.MAX_BATCH) {
            List<ModuleData> batch = missing.subList(start, Math.min(missing.size(), start + ApiChanges.MAX_BATCH));
            failures.addAll(changes.create(batch, options.atomicProducts()));
        }
        return failures;
    }

    private Done update(ModuleData module, JsonObject present) {
        Optional<String> alias = LenientJson.text(present, "aliasName");
        // None and an empty text are the same to the API, which cannot remove a description.
        String desc = LenientJson.text(present, "desc").orElse("");
        if (!module.moduleName().equals(LenientJson.text(present, "moduleName").orElse(""))) {
            return Done.rejected(WriteKind.OTHER_SPELLING.failure().orElseThrow());
        }
        if (alias.equals(module.aliasName()) && desc.equals(module.desc().orElse(""))) {
            return Done.of(Kind.UNCHANGED);
        }
        Optional<Instant> modified = LenientJson.text(present, "gmtModified").flatMap(SourceTimes::parse);
        if (options.keepNewer()
                && modified.filter(time -> time.isAfter(module.modified())).isPresent()) {
            return Done.of(Kind.KEPT);
        }
        if (module.aliasName().isEmpty() && alias.isPresent()) {
            return Done.rejected(ALIAS_STAYS);
        }
        Map<String, String> parameters = ApiParameters.of(module);
        parameters.put(ApiParameters.DESC, module.desc().orElse(""));
        return change("UpdateOTAModule", parameters, Kind.UPDATED);
    }
}
