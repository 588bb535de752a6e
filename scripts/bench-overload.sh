#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-overload.sh

Sends a gateway with default settings three times the creates that it can serve, over many connections. Prints throughput and latency
before, during, and two seconds after this overload. docs/develop/performance.md has the method.
Exit status: 0 for success; 1 if the throughput falls below 90 % of the best, or a request fails afterwards; 2 for wrong usage.

Settings, from the environment:
  BENCH_PRODUCTS (1000000), BENCH_SECONDS of a run (10), BENCH_BASE_CONNECTIONS (256), BENCH_OVERLOAD_CONNECTIONS (6000),
  OTAGATE_JAVA_OPTS of the gateway,
  BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb and pgbench, or "embedded", BENCH_THREADS of the load generator,
  BENCH_GATEWAY_LOG, a file for the gateway's log (/dev/null)
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
