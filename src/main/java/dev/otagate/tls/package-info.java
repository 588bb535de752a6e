/** TLS of the API port: reads, checks and reloads its certificate and key. */
package dev.otagate.tls;
