#!/usr/bin/env bash
# Measures creates of OTA modules in one run: (a) pgbench doing the same durable work, one request a transaction, (b) the
# gateway with batches of one, (c) the gateway as shipped, (d) the gateway refusing before the store. docs/performance.md says
# how. Prints tables; writes target/bench/creates.json.
#
#     scripts/bench-creates.sh            measures
#     scripts/bench-creates.sh --plot     measures, and draws docs/images/creates.svg
#     scripts/bench-creates.sh --replot   draws it from the figures of the last run
#
# Settings, from the environment: BENCH_PRODUCTS, BENCH_SECONDS (a run), BENCH_REPEATS, BENCH_CONNECTIONS and BENCH_CLIENTS (to
# try, with the gateway and with pgbench), BENCH_DIRECT_INDEX (whether an index keeps names apart in (a): 1 or 0), BENCH_THREADS
# (of the load generator and of pgbench), BENCH_DIRECTORY (of the database), BENCH_POSTGRES_BIN (of initdb and pgbench, or
# "embedded"), BENCH_GATEWAY_LOG.
set -euo pipefail

script_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$script_dir/.."

export BENCH_PRODUCTS=${BENCH_PRODUCTS:-1000000}
export BENCH_CONNECTIONS=${BENCH_CONNECTIONS:-64 128 256 512}
# PostgreSQL takes a hundred connections, and three gateways hold theirs.
export BENCH_CLIENTS=${BENCH_CLIENTS:-8 16 32 48}
export BENCH_DIRECT_INDEX=${BENCH_DIRECT_INDEX:-1}
figures=target/bench/creates.json
plot=docs/images/creates.svg

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
  *) die "usage: bench-creates.sh [--plot | --replot]" ;;
esac

prepare
start_gateway BENCH_GATEWAY
adopt_embedded
# With batches of one, the connections to the database are what limits: as shipped, and as a pool would have them.
export BENCH_B1_STORES=2 BENCH_B2_STORES=16
start_gateway BENCH_B1 OTAGATE_STORE_BATCH_SIZE=1 OTAGATE_STORE_CONNECTIONS=$BENCH_B1_STORES
start_gateway BENCH_B2 OTAGATE_STORE_BATCH_SIZE=1 OTAGATE_STORE_CONNECTIONS=$BENCH_B2_STORES
make_key
bench_java CreatesBench "$figures"
if [ "${1:-}" = --plot ]; then
  draw
fi
