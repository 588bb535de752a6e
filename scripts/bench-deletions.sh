#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-deletions.sh

Measures creates of OTA modules alone and beside module deletions, with a gateway started as shipped. Prints a table.

Settings, from the environment: BENCH_DELETIONS (deletions a second, in turn), BENCH_SECONDS (a run), BENCH_REPEATS, BENCH_PRODUCTS,
BENCH_BASE_CONNECTIONS, BENCH_DIRECTORY (of the database), BENCH_POSTGRES_BIN, BENCH_GATEWAY_LOG, BENCH_JAR (the gateway).
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
