/**
 * The API port, and the bounds on what unverified clients hold.
 *
 * <ul>
 *   <li>An event loop has one {@link dev.otagate.http.ConnectionTable}, with its part of the node's bounds: connections, connections of one
 *       address, and bytes (the budget). At a bound, the table closes the lowest-ranked connection.
 *   <li>A {@link dev.otagate.http.Connection} has a {@link dev.otagate.http.Phase}, and {@link dev.otagate.http.Charge}s: the bytes that it
 *       holds of the budget, for TLS, undecoded bytes, and requests. Verifying the signature of a request releases the request's bytes.
 *   <li>A phase in which the client decides how long memory is held makes a connection a candidate for closing.
 *   <li>Requests wait for turns in a {@link dev.otagate.http.TurnQueue}, by address: each iteration of the event loop spends little
 *       time on them. A verified client gets a turn with each read, so it waits only if it pipelines.
 *   <li>{@link dev.otagate.http.Http1Requests} and {@link dev.otagate.http.Http2Requests} apply this to the requests of a connection. HTTP/1
 *       decodes a request when its turn comes; over HTTP/2, Netty decodes it at once, and its handling waits.
 * </ul>
 */
package dev.otagate.http;
