/** The nodes that share a database: who is alive, and what they exchange for the rate limit. */
package dev.otagate.cluster;
