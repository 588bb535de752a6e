-- The same bounds as those of the settings rateLimit.permitsPerSecond and rateLimit.burst.
UPDATE account SET permits_per_second = 1000000 WHERE permits_per_second > 1000000;
UPDATE account SET burst = 10000000 WHERE burst > 10000000;
ALTER TABLE account
    ADD CONSTRAINT account_rate_bound CHECK (permits_per_second <= 1000000),
    ADD CONSTRAINT account_burst_bound CHECK (burst <= 10000000);
