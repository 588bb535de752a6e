package dev.otagate.bench;

import java.util.List;
import java.util.Random;

/**
 * Gives each request its product, its module's name and its signer. The products are visited in random order, each once before
 * any is visited again, so that none is full before all are.
 */
final class Products {
    private static final int LIMIT = 10;

    private final int count;
    private final List<Credential> owners;
    private final int[] order;
    private long given;

    /** Product {@code i} belongs to owner {@code i % owners.size()}. */
    Products(int count, List<Credential> owners) {
        this.count = count;
        this.owners = owners;
        order = new int[count];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** The key of a product, as {@link Database#fillProducts} makes it. */
    static String key(int product) {
        return "bench" + (100_000_000 + product);
    }

    int count() {
        return count;
    }

    /** How many creates fit where each product has {@code filled} modules already. */
    long room(int filled) {
        return (long) count * (LIMIT - filled) - given;
    }

    /** The tables were emptied: names and places are free again. */
    void restart() {
        given = 0;
    }

    /** Reserves {@code n} creates; the n-th of them is {@code first + n}. */
    long take(int n) {
        long first = given;
        given += n;
        return first;
    }

    int productOf(long create) {
        return order[(int) (create % count)];
    }

    Credential ownerOf(int product) {
        return owners.get(product % owners.size());
    }

    static String moduleName(long create) {
        return "m" + Long.toString(create, 36);
    }
}
