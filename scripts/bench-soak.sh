#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-soak.sh

Keeps a gateway with default settings at full load with creates, for ten minutes, and prints its memory. docs/develop/performance.md has the
method.

Settings, from the environment:
  BENCH_MINUTES (10), BENCH_PRODUCTS (1000000), BENCH_SECONDS of a run (25; between runs, requests are signed),
  BENCH_BASE_CONNECTIONS (256), OTAGATE_JAVA_OPTS of the gateway,
  BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb and pgbench, or "embedded", BENCH_THREADS of the load generator,
  BENCH_GATEWAY_LOG, a file for the gateway's log (/dev/null)
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
