#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-deletions.sh

Measures creates of modules alone and beside deletions of modules, with a gateway with default settings. Prints a table.

Settings, from the environment:
  BENCH_DELETIONS a second, one run for each ("0 10 100"), BENCH_PRODUCTS (100000), BENCH_SECONDS of a run (15), BENCH_REPEATS (3),
  BENCH_BASE_CONNECTIONS (256), BENCH_JAR of the gateway (target/otagate.jar),
  BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb and pgbench, or "embedded", BENCH_THREADS of the load generator,
  BENCH_GATEWAY_LOG, a file for the gateway's log (/dev/null)
EOT
}

help_if_asked "$@"
no_arguments "$@"

export BENCH_DELETIONS=${BENCH_DELETIONS:-0 10 100}
export BENCH_PRODUCTS=${BENCH_PRODUCTS:-100000}

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

prepare
jar=${BENCH_JAR:-$jar}
start_gateway BENCH_GATEWAY
adopt_embedded
make_key
bench_java DeletionsBench
