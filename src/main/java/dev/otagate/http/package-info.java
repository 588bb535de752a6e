/** The HTTP server: connections, TLS, and what is wrong before a request can enter the pipeline. */
package dev.otagate.http;
