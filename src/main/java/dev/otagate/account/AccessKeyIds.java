package dev.otagate.account;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of the keys that exist, disabled ones included, so that those are told from what strangers make up. Written by one thread,
 * read by all.
 */
final class AccessKeyIds {
    /** Of more keys than that, some count as unknown until they are looked up. */
    static final int MAX = 100_000;

    private volatile Set<String> ids = Set.of();
    private volatile boolean complete;

    /** Whether a key is likely to have this id; certain while the ids are complete. */
    boolean contains(String accessKeyId) {
        return ids.contains(accessKeyId);
    }

    boolean isComplete() {
        return complete;
    }

    /** Some ids may be missing, or gone, from now on. */
    void incomplete() {
        complete = false;
    }

    /** @param all whether {@code current} holds every id; it is owned by this object from then on */
    void replace(Set<String> current, boolean all) {
        ids = current;
        complete = all;
    }

    static Set<String> newSet() {
        return ConcurrentHashMap.newKeySet();
    }

    static void change(Set<String> target, String accessKeyId, boolean exists) {
        if (!exists) {
            target.remove(accessKeyId);
        } else if (target.size() < MAX) {
            target.add(accessKeyId);
        }
    }

    /** A key was made or changed, or is gone. */
    void change(String accessKeyId, boolean exists) {
        Set<String> current = ids;
        if (exists && current.size() >= MAX && !current.contains(accessKeyId)) {
            complete = false;
        }
        if (!current.isEmpty() || complete) {
            change(current, accessKeyId, exists);
        }
    }
}
