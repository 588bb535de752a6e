/** What the gateway counts and times; the names and labels are listed in docs/operate/run.md. */
package dev.otagate.metrics;
