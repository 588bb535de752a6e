package dev.otagate.account;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ids of the existing keys, disabled ones included. Written by one thread, read by all. */
final class AccessKeyIds {
    /** The maximum; further keys count as unknown until they are looked up. */
    static final int MAX = 100_000;

    private volatile Set<String> ids = Set.of();
    private volatile boolean complete;

    /** Whether a key has this id; certain only while the ids are complete. */
    boolean contains(String accessKeyId) {
        return ids.contains(accessKeyId);
    }

    boolean isComplete() {
        return complete;
    }

    /** From now on, ids may be missing, or be of deleted keys. */
    void incomplete() {
        complete = false;
    }

    /**
     * Replaces the ids.
     *
     * @param current owned by this object from now on
     * @param all whether it has every id
     */
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
