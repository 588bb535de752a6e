-- Writes this node in, and tells how many there are.
WITH beat AS (
    INSERT INTO node (node_id, name, version, seen_at)
    VALUES ($1, $2, $3, clock_timestamp())
    ON CONFLICT (node_id) DO UPDATE SET seen_at = excluded.seen_at
)
SELECT count(*) + 1 AS nodes
FROM node
WHERE node_id <> $1 AND seen_at > clock_timestamp() - interval '1 second'
