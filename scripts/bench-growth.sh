#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-growth.sh

Measures the CPU time of a create in the gateway and in PostgreSQL while one of these grows: modules, recorded nonces, connections, accounts.
Prints a table, and writes target/bench/growth.json. docs/develop/performance.md has the method.

Settings, from the environment; lists begin with the smallest value:
  BENCH_MODULES ("10000 1000000 10000000"), BENCH_NONCES (0: those of fifteen minutes at the measured rate),
  BENCH_CONNECTIONS ("1 16 256 1000 5000"), BENCH_ACCOUNTS ("1 100 10000"),
  BENCH_BASE_CONNECTIONS while others grow (256), BENCH_RATE creates a second of one connection (200),
  BENCH_PRODUCTS (2000000), BENCH_SECONDS of a run (15), BENCH_REPEATS (3),
  BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb and pgbench, or "embedded", BENCH_THREADS of the load generator,
  BENCH_GATEWAY_LOG, a file for the gateway's log (/dev/null)
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
