package dev.otagate.transfer;

import java.time.Instant;
import java.util.Optional;

/** A custom module of a product. An empty {@code desc} is not the same as none. */
public record ModuleData(
        String productKey,
        String moduleName,
        Optional<String> aliasName,
        Optional<String> desc,
        Instant created,
        Instant modified) {}
