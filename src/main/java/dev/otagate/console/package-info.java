/** The console, under {@code /console/} on the management port: its files, links and sessions, the relay to the API, and its JSON. */
package dev.otagate.console;
