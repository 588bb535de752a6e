/** Rate limits: one token bucket for each account, shared by all nodes. */
package dev.otagate.limit;
