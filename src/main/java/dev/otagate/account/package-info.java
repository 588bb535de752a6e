/** Accounts, their access keys and products: kept in the database, secrets sealed, keys cached on the node. */
package dev.otagate.account;
