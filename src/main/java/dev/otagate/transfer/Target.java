package dev.otagate.transfer;

import java.util.List;

/** Where products and modules are written: an account in a database, or an endpoint. */
public interface Target extends AutoCloseable {
    /** The most products of a call of {@link #write}. */
    int MAX_PRODUCTS = 500;

    /**
     * Writes products with their modules. Changes are durable when it returns; items that break a rule are rejected, and do not stop the
     * others. The same content again changes nothing.
     *
     * @return a result for each product and each of its modules, in order
     * @throws TransferException if the target cannot be reached
     */
    List<ItemResult> write(List<ProductContent> batch);

    @Override
    void close();
}
