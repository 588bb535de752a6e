/** What the gateway counts and times; the names and labels are listed in docs/operations.md. */
package dev.otagate.metrics;
