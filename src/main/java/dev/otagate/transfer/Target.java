package dev.otagate.transfer;

import java.util.List;
import java.util.Set;

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

    /** Identifies the account among all accounts of all databases, also if another one gets its name later; has no secret. */
    String identity();

    /** Those of the products that the account has. */
    Set<String> present(Set<String> productKeys);

    /** Ends a call of {@link #write} that is in progress, if it can wait for long. */
    @Override
    void close();
}
