#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-creates.sh              measures
       bench-creates.sh --plot       measures, and draws target/bench/creates.svg
       bench-creates.sh --replot     draws the figures of the last run

Measures creates of modules: (a) pgbench with the same durable work, one create in each transaction; (b) a gateway with batches of one;
(c) a gateway with default settings; (d) a gateway with requests that validation rejects. Prints tables, and writes
target/bench/creates.json. docs/develop/performance.md has the method.

Settings, from the environment:
  BENCH_PRODUCTS (1000000), BENCH_SECONDS of a run (15), BENCH_REPEATS (3),
  BENCH_CONNECTIONS to the gateway ("64 128 256 512"), BENCH_CLIENTS of pgbench ("8 16 32 48"),
  BENCH_DIRECT_INDEX, whether (a) has the unique index for names: 1 or 0 (1),
  BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb and pgbench, or "embedded", BENCH_THREADS of the load generator,
  BENCH_GATEWAY_LOG, a file for the gateway's log (/dev/null)
EOT
}

help_if_asked "$@"
case ${1:-} in
  --plot | --replot) no_arguments "${@:2}" ;;
  *) no_arguments "$@" ;;
esac

export BENCH_PRODUCTS=${BENCH_PRODUCTS:-1000000}
export BENCH_CONNECTIONS=${BENCH_CONNECTIONS:-64 128 256 512}
# PostgreSQL accepts 100 connections, and three gateways use some of them.
export BENCH_CLIENTS=${BENCH_CLIENTS:-8 16 32 48}
export BENCH_DIRECT_INDEX=${BENCH_DIRECT_INDEX:-1}
figures=target/bench/creates.json
plot=target/bench/creates.svg

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

draw() {
  bench_java Plot "$figures" "$plot"
}

case ${1:-} in
  '' | --plot) ;;
  --replot)
    build
    [ -f "$figures" ] || die "$figures is missing; run this without --replot first"
    draw
    exit
    ;;
esac

prepare
start_gateway BENCH_GATEWAY
adopt_embedded
# With batches of one, the number of connections limits the throughput, so two numbers are measured.
export BENCH_B1_STORES=2 BENCH_B2_STORES=16
start_gateway BENCH_B1 OTAGATE_STORE_BATCH_SIZE=1 OTAGATE_STORE_CONNECTIONS=$BENCH_B1_STORES
start_gateway BENCH_B2 OTAGATE_STORE_BATCH_SIZE=1 OTAGATE_STORE_CONNECTIONS=$BENCH_B2_STORES
make_key
bench_java CreatesBench "$figures"
if [ "${1:-}" = --plot ]; then
  draw
fi
