package dev.otagate.history;

import dev.otagate.diagnosis.SignedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The last requests with a wrong signature, so that they can be explained. In memory only. Thread-safe. */
public final class RejectedRequests {
    /** Of an account, newest first. */
    public List<RejectedRequest> of(String account) {
        return List.of();
    }

    /** The request with this id, if it belongs to the account. */
    public Optional<RejectedRequest> find(String account, String id) {
        return Optional.empty();
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
