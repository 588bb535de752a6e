#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-copy.sh

Measures how many modules a second otagate copy reads from a fast endpoint and writes to an external PostgreSQL with durable settings, once
into an empty account and once again without changes. Prints the summaries of the copies with the modules a second.

Settings, from the environment:
  BENCH_PRODUCTS, each with ten modules (50000),
  BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb and pg_ctl
EOT
}

help_if_asked "$@"
no_arguments "$@"
products=${BENCH_PRODUCTS:-50000}
check_number BENCH_PRODUCTS "$products" 1 1000000

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

# Copies once, and prints the summary of the copy with its modules a second.
measure() {
  local summary seconds
  summary=$(OTAGATE_FROM_SECRET=secret java -jar "$jar" copy --account bench \
    --from "http://127.0.0.1:$source_port" --from-key bench --rate 0 2>"$work/copy.log") ||
    die "the copy failed: $(tail -n 5 "$work/copy.log")"
  seconds=${summary##*\"seconds\":}
  seconds=${seconds%%[!0-9.]*}
  echo "$1: $(awk -v n="$((products * 10))" -v s="$seconds" 'BEGIN { printf "%d", n / s }') modules a second: $summary"
}

prepare
[ -n "$postgres_bin" ] || die "an external PostgreSQL is needed: apt-get install postgresql"
java -jar "$jar" migrate >/dev/null
java -jar "$jar" account create bench >/dev/null
java -Xmx256m -cp "$program_classpath" dev.otagate.bench.FastSource "$products" >"$work/source.port" &
bench=$!
for _ in $(seq 1 100); do
  [ ! -s "$work/source.port" ] || break
  kill -0 "$bench" 2>/dev/null || die "the source did not start"
  sleep 0.1
done
source_port=$(cat "$work/source.port")
measure "into an empty account"
measure "again, without changes"
