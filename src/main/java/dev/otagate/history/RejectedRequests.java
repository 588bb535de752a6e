package dev.otagate.history;

import dev.otagate.diagnosis.SignatureDiagnosis;
import dev.otagate.diagnosis.SignedRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last requests with a wrong signature, so that they can be explained. In memory only. Thread-safe. */
public final class RejectedRequests {
    static final int MAX_REQUESTS = 50;
    /** The most requests that name one access key: they cannot push all others out. */
    static final int MAX_OF_KEY = 20;

    private final Deque<RejectedRequest> newestFirst = new ArrayDeque<>();

    /** Adds a request, if it is not large. Replaces the oldest one, of its key or of all, if there is no room. */
    public synchronized void add(RejectedRequest rejected) {
        if (rejected.request().length() <= SignatureDiagnosis.MAX_CHARACTERS) {
            List<RejectedRequest> ofKey = newestFirst.stream()
                    .filter(each -> each.accessKeyId().equals(rejected.accessKeyId()))
                    .toList();
            if (ofKey.size() == MAX_OF_KEY) {
                newestFirst.removeLastOccurrence(ofKey.get(MAX_OF_KEY - 1));
            } else if (newestFirst.size() == MAX_REQUESTS) {
                newestFirst.removeLast();
            }
            newestFirst.addFirst(rejected);
        }
    }

    /** Of an account, newest first. */
    public synchronized List<RejectedRequest> of(String account) {
        return newestFirst.stream()
                .filter(rejected -> rejected.account().equals(account))
                .toList();
    }

    /** The request with this id, if it belongs to the account. */
    public Optional<RejectedRequest> find(String account, String id) {
        return of(account).stream()
                .filter(rejected -> rejected.id().equalsIgnoreCase(id))
                .findFirst();
    }

    /**
     * A rejected request.
     *
     * @param id the id in its response
     * @param account the name of the key's account
     * @param summary its operation, for a list
     */
    public record RejectedRequest(
            String id,
            Instant at,
            String address,
            String account,
            String accessKeyId,
            String summary,
            SignedRequest request) {}
}
