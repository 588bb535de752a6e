#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-creates.sh              measures
       bench-creates.sh --plot       measures, and draws docs/images/creates.svg
       bench-creates.sh --replot     draws it from the figures of the last run

Measures creates of OTA modules in one run: (a) pgbench doing the same durable work, one request a transaction, (b) the
gateway with batches of one, (c) the gateway as shipped, (d) the gateway rejecting before the store. docs/develop/performance.md
describes how. Prints tables; writes target/bench/creates.json.

Settings, from the environment: BENCH_PRODUCTS, BENCH_SECONDS (a run), BENCH_REPEATS, BENCH_CONNECTIONS and BENCH_CLIENTS (to
try, with the gateway and with pgbench), BENCH_DIRECT_INDEX (whether an index keeps names apart in (a): 1 or 0), BENCH_THREADS
(of the load generator and of pgbench), BENCH_DIRECTORY (of the database), BENCH_POSTGRES_BIN (of initdb and pgbench, or
"embedded"), BENCH_GATEWAY_LOG.
EOT
}

help_if_asked "$@"
case ${1:-} in
  --plot | --replot) no_arguments "${@:2}" ;;
  *) no_arguments "$@" ;;
esac

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
