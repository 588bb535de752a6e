#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-soak.sh

Keeps a gateway, started as shipped, saturated with creates for ten minutes, and prints its memory as it goes.
docs/develop/performance.md describes how the load is made.

Settings, from the environment: BENCH_MINUTES, BENCH_SECONDS (a run; between runs requests are signed), BENCH_PRODUCTS,
BENCH_BASE_CONNECTIONS, BENCH_THREADS (of the load generator), BENCH_DIRECTORY (of the database), BENCH_POSTGRES_BIN,
BENCH_GATEWAY_LOG, OTAGATE_JAVA_OPTS (of the gateway).
EOT
}

help_if_asked "$@"
no_arguments "$@"

export BENCH_MINUTES=${BENCH_MINUTES:-10}
export BENCH_SECONDS=${BENCH_SECONDS:-25}
export BENCH_PRODUCTS=${BENCH_PRODUCTS:-1000000}

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

bench_one_gateway SoakBench
