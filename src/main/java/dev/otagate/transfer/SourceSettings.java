package dev.otagate.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an endpoint is read.
 *
 * @param ca a PEM file with certificate authorities, in place of those of the Java runtime
 * @param rate requests a second, 0 for no limit
 * @param giveUpAfter how long a failing request is retried
 */
public record SourceSettings(
        ApiAccess access, Optional<Path> ca, int rate, Duration giveUpAfter, ProductFilter filter) {}
