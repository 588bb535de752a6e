/**
 * The module store: takes commands from the event bus, gathers them into batches, and has PostgreSQL response each of a
 * batch in one statement and one commit.
 */
package dev.otagate.store;
