-- Records a heartbeat of this node, and returns how many nodes are alive, and the time.
WITH heartbeat AS (
    INSERT INTO node (node_id, name, version, seen_at)
    VALUES ($1, $2, $3, clock_timestamp())
    ON CONFLICT (node_id) DO UPDATE SET seen_at = excluded.seen_at
)
SELECT count(*) + 1 AS nodes, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS database_ms
FROM node
WHERE node_id <> $1 AND seen_at > clock_timestamp() - interval '1 second'
