/** Has the JVM compile the way of a request before clients need it. */
package dev.otagate.warmup;
