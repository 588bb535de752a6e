package dev.otagate.pipeline;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes request ids: random UUIDs (version 4), lower case. They need not be secret, so a fast generator with a random
 * seed is enough. Not thread-safe: one an event loop.
 */
final class RequestIds {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X256MixRandom").create(new SecureRandom().nextLong());

    String next() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
