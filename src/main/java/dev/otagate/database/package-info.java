/** Access to PostgreSQL: addresses, the embedded server, pools, migrations and backups. */
package dev.otagate.database;
