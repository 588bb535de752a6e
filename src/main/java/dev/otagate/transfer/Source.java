package dev.otagate.transfer;

import java.util.Optional;
import java.util.OptionalLong;

/** Products with their modules, read in constant memory. Not thread-safe, except for {@link #close}. */
public interface Source extends AutoCloseable {
    /** The number of products, if the source knows it already. */
    OptionalLong total();

    /** Returns the next product; empty at the end. Throws {@link TransferException} if the source cannot be read. */
    Optional<ProductContent> next();

    /** Ends the read; a call of {@link #next} in another thread fails soon. */
    @Override
    void close();
}
