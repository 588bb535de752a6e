-- Does nothing, and tells of each request that it was done.
decided AS (SELECT r.ord, 0::smallint AS outcome, NULL AS data FROM request r)
