/** TLS of the API port: its certificate and key, what is wrong with their files, and their renewal. */
package dev.otagate.tls;
