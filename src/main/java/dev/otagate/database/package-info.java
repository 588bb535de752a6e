/** The way to PostgreSQL: where it is, the embedded one, and the schema's migrations. Blocking parts run before the server listens. */
package dev.otagate.database;
