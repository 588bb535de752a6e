package dev.otagate.transfer;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.transfer.ItemResult.Kind;
import java.util.Optional;

/** What a statement did with an item, in the order of the statement's numbers. */
enum WriteKind {
    CREATED(Kind.CREATED),
    UPDATED(Kind.UPDATED),
    UNCHANGED(Kind.UNCHANGED),
    KEPT(Kind.KEPT),
    FOREIGN_PRODUCT(ErrorCode.PRODUCT_KEY_TAKEN, "The ProductKey belongs to another account."),
    OTHER_SPELLING(
            ErrorCode.MODULE_NAME_TAKEN, "The product has this module in another spelling, which cannot change."),
    PRODUCT_FULL(ErrorCode.MODULE_COUNT_EXCEEDED, ErrorCode.MODULE_COUNT_EXCEEDED.message());

    private final Kind kind;
    private final Optional<Failure> failure;

    WriteKind(Kind kind) {
        this.kind = kind;
        failure = Optional.empty();
    }

    WriteKind(ErrorCode code, String message) {
        kind = Kind.REJECTED;
        failure = Optional.of(new Failure(code, message));
    }

    static WriteKind of(short number) {
        return values()[number];
    }

    Kind kind() {
        return kind;
    }

    Optional<Failure> failure() {
        return failure;
    }
}
