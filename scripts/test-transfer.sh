#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: test-transfer.sh [OPTION...]

Starts PostgreSQL, imports a file of generated modules with -Xmx128m, exports them in both formats, imports the CSV file again, and
compares the files: they must be equal to the byte. Prints the rates, and the most memory that a process used.

  --modules N              modules, ten in a product, 1000 to 10000000 (1000000)
  --min-rate N             the least modules a second of an import, 0 for no limit (20000)
  --max-memory-mb N        the most resident memory of a process (320)

Settings, from the environment: BENCH_DIRECTORY of the database (/var/tmp), BENCH_POSTGRES_BIN with initdb, or "embedded".
Exit status: 0 if all is as it must be, 1 if not, 2 for wrong usage.
EOT
}

help_if_asked "$@"
modules=1000000 min_rate=20000 max_memory=320
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || [[ $1 != --* ]] || usage "$1 takes a value"
  case $1 in
    --modules) check_number "$1" "$2" 1000 10000000; modules=$2 ;;
    --min-rate) check_number "$1" "$2" 0 10000000; min_rate=$2 ;;
    --max-memory-mb) check_number "$1" "$2" 1 1000000; max_memory=$2 ;;
    *) usage "there is no option $1" ;;
  esac
  shift 2
done

# shellcheck source=scripts/bench-common.sh
. scripts/bench-common.sh

# The load programs are not needed.
build() {
  build_jar "$jar"
}

# Writes an export, to the byte as otagate writes it.
generate() {
  LC_ALL=C awk -v products="$((modules / 10))" 'BEGIN {
    time = "2024-01-02T03:04:05.678901Z"
    print "{\"record\":\"header\",\"format\":\"otagate-export\",\"version\":1}"
    for (p = 1; p <= products; p++) {
      key = sprintf("pk%09d", p)
      printf "{\"record\":\"product\",\"productKey\":\"%s\",\"productName\":\"产品_%d\",", key, p
      printf "\"description\":\"line 1\\nline 2, \\\"%d\\\"\",\"nodeType\":0,\"dataFormat\":1,\"netType\":3,", p
      printf "\"authType\":\"secret\",\"aliyunCommodityCode\":\"iothub_senior\",\"gmtCreate\":\"%s\"}\n", time
      for (m = 1; m <= 10; m++) {
        printf "{\"record\":\"module\",\"productKey\":\"%s\",\"moduleName\":\"module-%d\",\"aliasName\":\"蓝牙𠀋_%d\",", key, m, m
        printf "\"desc\":\"𝄞 text \\\\ of module %d; 100%%\",\"gmtCreate\":\"%s\",\"gmtModified\":\"%s\"}\n", m, time, time
      }
    }
    printf "{\"record\":\"end\",\"products\":%d,\"modules\":%d}\n", products, products * 10
  }'
}

# Runs a command of otagate with -Xmx128m; sets seconds and memory, the peak of resident memory in MiB.
run_limited() {
  local start peak now
  start=$(date +%s%N)
  java -Xmx128m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -jar "$jar" "$@" >"$work/out" 2>"$work/err" &
  bench=$!
  memory=0
  while kill -0 "$bench" 2>/dev/null; do
    peak=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$bench/status" 2>/dev/null || true)
    now=$((${peak:-0} / 1024))
    if [ "$now" -gt "$memory" ]; then memory=$now; fi
    sleep 0.05
  done
  wait "$bench" || die "otagate $* failed: $(tail -n 2 "$work/err")"
  bench=
  seconds=$((($(date +%s%N) - start) / 1000000))
  echo "$1: $((modules * 1000 / seconds)) modules a second in $seconds ms, with at most $memory MiB"
  [ "$memory" -le "$max_memory" ] || die "$1 used $memory MiB, more than $max_memory"
}

import() {
  run_limited import --account "$1" "$2"
  [ "$min_rate" = 0 ] || [ $((modules * 1000 / seconds)) -ge "$min_rate" ] ||
    die "the import is slower than $min_rate modules a second"
}

export_equal() {
  run_limited export --account "$1" --output "$work/exported.ndjson"
  cmp "$work/generated.ndjson" "$work/exported.ndjson" || die "the export is not equal to what was imported"
}

prepare
modules=$((modules / 10 * 10))
if [ -z "$postgres_bin" ]; then
  start_gateway BENCH_GATEWAY
else
  java -jar "$jar" migrate >/dev/null
fi
java -jar "$jar" account create first >/dev/null
generate >"$work/generated.ndjson"
import first "$work/generated.ndjson"
export_equal first
run_limited export --account first --format csv --output "$work/exported.csv"
import first "$work/generated.ndjson"
grep -q '"unchanged":'"$modules" "$work/out" || die "the second import changed something: $(cat "$work/out")"
java -jar "$jar" account delete first --yes >/dev/null
java -jar "$jar" account create second >/dev/null
import second "$work/exported.csv"
export_equal second
echo "equal to the byte: $modules modules"
