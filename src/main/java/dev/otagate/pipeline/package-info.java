/**
 * The way of a request, handler by handler; {@link dev.otagate.pipeline.Pipeline} has their order. Each handler passes the
 * request on or answers it.
 */
package dev.otagate.pipeline;
