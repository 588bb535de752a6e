#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-overload.sh

Offers a gateway, started as shipped, three times the creates that it can serve, over many connections, and prints throughput and
latency before, during and two seconds after. Exit status 1 if less than nine tenths of the best throughput is left, or a request
fails afterwards. docs/develop/performance.md describes how the load is made.

Settings, from the environment: BENCH_SECONDS (a run), BENCH_PRODUCTS, BENCH_BASE_CONNECTIONS, BENCH_OVERLOAD_CONNECTIONS,
BENCH_THREADS (of the load generator), BENCH_DIRECTORY (of the database), BENCH_POSTGRES_BIN, BENCH_GATEWAY_LOG,
OTAGATE_JAVA_OPTS (of the gateway).
EOT
}

help_if_asked "$@"
no_arguments "$@"

export BENCH_SECONDS=${BENCH_SECONDS:-10}
export BENCH_PRODUCTS=${BENCH_PRODUCTS:-1000000}
export BENCH_OVERLOAD_CONNECTIONS=${BENCH_OVERLOAD_CONNECTIONS:-6000}

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

ulimit -Sn "$(ulimit -Hn)"
bench_one_gateway OverloadBench
