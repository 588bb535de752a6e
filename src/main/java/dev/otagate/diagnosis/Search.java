package dev.otagate.diagnosis;

import dev.otagate.diagnosis.Candidates.Candidate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One search among the candidates of a request, bounded in signatures and in characters. Not thread-safe. */
final class Search<D extends Draft> {
    // Added to the ranks, so that the first ones do not weigh too much.
    private static final int OFFSET = 8;
    private static final int STEP = 64;

    private final Candidates<D> candidates;
    private final Predicate<Candidate> wanted;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private final List<KnownMistake<? super D>> effective = new ArrayList<>();
    private int signatures;
    private long characters;

    /**
     * @param signatures the most signatures
     * @param characters the most characters that are signed, of all signatures together
     */
    Search(Candidates<D> candidates, int signatures, long characters, Predicate<Candidate> wanted) {
        this.candidates = candidates;
        this.signatures = signatures;
        this.characters = characters;
        this.wanted = wanted;
    }

    /** The first wanted candidate. */
    Optional<Candidate> first() {
        Optional<Candidate> found = wanted(List.of());
        for (int i = 0; i < candidates.mistakes().size() && found.isEmpty() && hasBudget(); i++) {
            found = single(candidates.mistakes().get(i));
        }
        return found.isPresent() ? found : firstPair();
    }

    private Optional<Candidate> single(KnownMistake<? super D> mistake) {
        Candidate candidate = sign(List.of(mistake));
        // Many mistakes have no effect on this request.
        if (!seen.add(ByteBuffer.wrap(candidate.digest()))) {
            return Optional.empty();
        }
        effective.add(mistake);
        return Optional.of(candidate).filter(wanted);
    }

    // A likely mistake with any other one comes before two unlikely ones: the product of the ranks increases.
    private Optional<Candidate> firstPair() {
        int size = effective.size();
        int last = (size + OFFSET) * (size + OFFSET);
        for (int product = STEP; product - STEP < last && hasBudget(); product += STEP) {
            for (int one = 0; (one + OFFSET) * (one + OFFSET) < product; one++) {
                Optional<Candidate> found = firstPair(
                        one,
                        Math.max(one + 1, (product - STEP) / (one + OFFSET) - OFFSET + 1),
                        Math.min(size - 1, product / (one + OFFSET) - OFFSET));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> firstPair(int one, int from, int to) {
        for (int other = from; other <= to && hasBudget(); other++) {
            if (effective.get(one).combinesWith(effective.get(other))) {
                Optional<Candidate> found = wanted(List.of(effective.get(one), effective.get(other)));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> wanted(List<KnownMistake<? super D>> mistakes) {
        Candidate candidate = sign(mistakes);
        seen.add(ByteBuffer.wrap(candidate.digest()));
        return Optional.of(candidate).filter(wanted);
    }

    private Candidate sign(List<KnownMistake<? super D>> mistakes) {
        D draft = candidates.draft().get();
        mistakes.forEach(mistake -> mistake.change().accept(draft));
        Candidate candidate = new Candidate(List.copyOf(mistakes), draft.digest());
        signatures--;
        characters -= draft.characters();
        return candidate;
    }

    private boolean hasBudget() {
        return signatures > 0 && characters > 0;
    }
}
