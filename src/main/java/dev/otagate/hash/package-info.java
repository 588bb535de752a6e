/** The hash function of the gateway. */
package dev.otagate.hash;
