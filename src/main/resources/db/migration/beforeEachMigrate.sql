-- A node that is frozen in a migration holds locks on tables: the server ends its transaction after this time without a statement.
SET LOCAL idle_in_transaction_session_timeout = '1min';
