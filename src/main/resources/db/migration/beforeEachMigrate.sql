-- If a node is frozen during a migration, PostgreSQL ends its transaction after this time and releases its locks.
SET LOCAL idle_in_transaction_session_timeout = '1min';
