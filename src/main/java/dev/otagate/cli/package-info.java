/** The command line: each command prints one JSON object on standard output, and messages on standard error. */
package dev.otagate.cli;
