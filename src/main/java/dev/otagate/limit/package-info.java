/** The rate limit of an account: who may pass now, and what the rejected are told. */
package dev.otagate.limit;
