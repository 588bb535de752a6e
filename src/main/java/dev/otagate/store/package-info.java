/**
 * The module store: takes commands from the event bus, collects them into batches, and runs each batch as one statement with one commit.
 * Its entry is {@link dev.otagate.store.StoreClient}; {@code GroupCommit} collects.
 */
package dev.otagate.store;
