#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: chaos.sh            four minutes
       chaos.sh --short    one and a half minutes

Runs clients against a cluster (cluster.sh), and causes one fault after another. Then checks that no acknowledged change is lost or made
twice, and that all responses agree. docs/develop/testing.md describes the checks.

Needs what cluster.sh needs. The cluster has its own port and directory (CHAOS_DIRECTORY, data/chaos).
Exit status: 0 if the checks pass, 1 if not, 2 for wrong usage.
EOT
}

help_if_asked "$@"
short=
case ${1:-} in
  --short)
    short=yes
    no_arguments "${@:2}"
    ;;
  *) no_arguments "$@" ;;
esac

jar=target/otagate.jar
CLUSTER_DIRECTORY=$(realpath -m "${CHAOS_DIRECTORY:-data/chaos}")
export CLUSTER_DIRECTORY
CLUSTER_PORT=$(free_port)
export CLUSTER_PORT
[ ! -e "$CLUSTER_DIRECTORY" ] || die "$CLUSTER_DIRECTORY is there already: scripts/cluster.sh down --purge with CLUSTER_DIRECTORY set to it"

# The processes of the cluster must not keep file descriptor 3 open, which ends the clients when it is closed.
cluster() {
  scripts/cluster.sh "$@" 3>&-
}

# shellcheck disable=SC2317
clean_up() {
  trap - EXIT
  exec 3>&- || true
  cluster down --purge || true
}

# Starts a phase: clients count their operations for it.
phase() {
  echo "$1" >&3
  sleep 0.5
}

pause() {
  sleep "$1"
}

# Checks the rows in the database.
check_database() {
  local wrong
  wrong=$(PGPASSWORD='' "$(debian_postgres)/psql" -qAt "${DATABASE_URI}" <<'EOT'
SELECT 'more than ten modules: ' || product_key FROM ota_module GROUP BY product_key HAVING count(*) > 10;
SELECT 'a name twice: ' || product_key FROM ota_module GROUP BY product_key, lower(module_name) HAVING count(*) > 1;
SELECT 'a module without a product: ' || product_key FROM ota_module m
WHERE NOT EXISTS (SELECT FROM product p WHERE p.product_key = m.product_key);
SELECT 'a module with another owner than its product: ' || product_key FROM ota_module m JOIN product p USING (product_key)
WHERE m.account_id IS DISTINCT FROM p.account_id;
EOT
  )
  [ -z "$wrong" ] || die "$wrong"
}

require_java javac
build_jar "$jar"
build_programs

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cluster up >/dev/null
set -a
load_env "$CLUSTER_DIRECTORY/env" '^(ENDPOINT|(NODE|MANAGEMENT)_[0-9]+|DATABASE_URI|ACCESS_KEY_(ID|SECRET)|PRODUCT_KEY)$'
set +a
mkfifo "$CLUSTER_DIRECTORY/phases"
java -Xmx512m -cp "$program_classpath" dev.otagate.chaos.Chaos <"$CLUSTER_DIRECTORY/phases" &
clients=$!
exec 3>"$CLUSTER_DIRECTORY/phases"

phase "calm"
pause 4
phase "rolling restart"
cluster roll
phase "calm"
pause 2
phase "kill -9 of a node"
cluster kill 2
pause 4
cluster restart 2
phase "calm"
pause 2
freezes="1 2 3 4 5"
[ -z "$short" ] || freezes="1 2"
# Chaos.java deletes products on node 2 and creates modules on node 1. A frozen node 2 must not stop the creates.
phase "frozen while deleting"
for _ in $freezes; do
  pause "2.$((RANDOM % 10))"
  cluster freeze 2
  pause 5
  cluster thaw 2
done
phase "thawed"
pause 3
if [ -z "$short" ]; then
  phase "a node frozen"
  cluster freeze 3
  pause 8
  phase "thawed"
  cluster thaw 3
  pause 4
  phase "PostgreSQL restarted"
  cluster postgres restart
  pause 6
  phase "PostgreSQL away for 20 s"
  cluster postgres stop
  pause 20
  cluster postgres start
  pause 6
else
  phase "PostgreSQL killed"
  cluster postgres kill
  cluster postgres start
  pause 6
fi
phase "an isolated node"
cluster cut 1
pause 5
cluster join 1
phase "joined again"
pause 5
phase "calm"
pause 3
exec 3>&-

status=0
wait "$clients" || status=1
check_database
if [ "$status" = 0 ]; then echo "all checks passed"; else echo "a check failed" >&2; fi
exit "$status"
