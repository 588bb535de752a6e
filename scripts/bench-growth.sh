#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-growth.sh

Measures what a create costs in CPU time of gateway and PostgreSQL while one thing grows and the others stay small: modules,
recorded nonces, connections, accounts. docs/develop/performance.md describes how. Prints a table; writes target/bench/growth.json.

Settings, from the environment: BENCH_PRODUCTS (a tenth of the modules and room for new ones), BENCH_MODULES, BENCH_NONCES
(0 is fifteen minutes at the rate that was measured), BENCH_CONNECTIONS, BENCH_ACCOUNTS (lists, the smallest first),
BENCH_BASE_CONNECTIONS (while others grow), BENCH_RATE (creates a second that one connection can carry), BENCH_SECONDS
(a run), BENCH_REPEATS, BENCH_THREADS (of the load generator), BENCH_DIRECTORY (of the database), BENCH_POSTGRES_BIN,
BENCH_GATEWAY_LOG.
EOT
}

help_if_asked "$@"
no_arguments "$@"

export BENCH_PRODUCTS=${BENCH_PRODUCTS:-2000000}
export BENCH_MODULES=${BENCH_MODULES:-10000 1000000 10000000}
export BENCH_NONCES=${BENCH_NONCES:-0}
export BENCH_CONNECTIONS=${BENCH_CONNECTIONS:-1 16 256 1000 5000}
export BENCH_ACCOUNTS=${BENCH_ACCOUNTS:-1 100 10000}
export BENCH_RATE=${BENCH_RATE:-200}

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

# 5,000 connections, at both ends.
ulimit -n "$(ulimit -H -n)"
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge 6000 ] || die "at least 6000 open files are needed: ulimit -n"

bench_one_gateway GrowthBench target/bench/growth.json
