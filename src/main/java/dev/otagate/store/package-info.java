/**
 * The module store: takes commands from the event bus, gathers them into batches, and has PostgreSQL answer each of a
 * batch in one statement and one commit.
 */
package dev.otagate.store;
