/** The last requests of this node, in memory, for the console. They have no secret; only {@code RejectedRequests} has signatures. */
package dev.otagate.history;
