/** The nodes that share a database, and their rate limits. */
package dev.otagate.cluster;
