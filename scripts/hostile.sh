#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: hostile.sh [OPTION...]

Starts a gateway with -Xmx320m and a database of its own, attacks it in one way after the other, and compares what a signed client
gets before, during and after each attack. Everything stays on loopback addresses.

  --kind KIND[,KIND...]    these attacks only (all)
      bodies           bodies without their last octet
      heads            heads of many tiny headers without an end
      pipelined        64 KiB of pipelined requests, responses unread
      junk             pipelined junk without an end
      names            forms of up to 131,000 names
      signed-headers   ACS3 that signs one header 7,500 times, on a known AccessKeyId
      signatures       large wrong signatures on a known AccessKeyId, responses unread
      rejected-replay  a captured request that validation rejects, again and again
      stored-replay    a captured request that was executed, again and again
      unknown-keys     requests of keys that do not exist, from many connections
      idle, slow-heads, slow-bodies, churn
      mutated          requests with random changes; each response is checked
      tls              TLS handshakes that never end; this and the following over HTTPS
      http2, http2-40  HTTP/2 with 90 unfinished bodies on each of 8 and 40 connections
      http2-resets     HTTP/2 streams that are reset at once
      http2-continuations  HTTP/2 heads that never end
      batches, batches-400  batches of 100 modules of another account within its quota, by 64 and by 400 clients
      far-pages        the last page of 100,000 products of another account, while honest clients list theirs
      far-pages-creates     the same, while honest clients create modules
  --requests N             of the kind mutated (100000)
  --seed N                 of the kind mutated; 0 takes a random one
  --connections N          instead of those of the kind
  --seconds N              of each attack (10)
  --quiet-seconds N        of the measurements before and after it (5)
  --addresses N            loopback addresses from 127.0.0.2 that attackers come from (2)
  --reopen-ms N            pause before a closed connection is opened again (250)
  --octets-per-second N    that all attackers together send at most (50000000)

The gateway that is started:
  --jar FILE               (target/otagate.jar, built if needed)
  --java-options OPTIONS   with spaces between them (-Xmx320m)
  --directory DIRECTORY    where its directory is made (/var/tmp)
  --warm-up-seconds N      of honest load before the first measurement (15)
  OTAGATE_... variables reach it; an external PostgreSQL can be given by them.
Instead of that:
  --endpoint URL           a gateway that runs; OTAGATE_ACCESS_KEY_ID, OTAGATE_ACCESS_KEY_SECRET and OTAGATE_PRODUCT_KEY are needed,
                           and OTAGATE_NEIGHBOUR_ACCESS_KEY_ID and OTAGATE_NEIGHBOUR_ACCESS_KEY_SECRET for batches and far pages
  --management URL         its management port (http://127.0.0.1:8687)
  --pid PID                its process, to read its memory

Each attack says how the processor was shared, and fails if it did not reach the gateway.

Bounds; the exit status is 1 if one is broken, 0 otherwise, and 2 for wrong usage:
  --max-p99-factor N       p99 of honest creates as a multiple of the quiet p99 (3)
  --p99-allowance-ms N     added to that bound: attacker and gateway share the processor (20)
  --max-errors N           honest requests that fail (0)
  --max-growth-mib N       growth of the gateway's resident memory (200)
  --max-not-ready N        readiness checks that fail (0)
  --max-log-lines N        lines of level WARN or ERROR a second (20)
EOT
}

help_if_asked "$@"
starts_gateway=yes
jar=target/otagate.jar
arguments=("$@")
while [ $# -gt 0 ]; do
  case $1 in
    --kind | --connections | --seconds | --quiet-seconds | --addresses | --reopen-ms | --octets-per-second | --java-options | \
      --directory | --warm-up-seconds | --management | --pid | --max-p99-factor | --p99-allowance-ms | --max-errors | \
      --max-growth-mib | --max-not-ready | --max-log-lines | --requests | --seed) ;;
    --jar | --endpoint) starts_gateway= ;;
    *) usage "there is no option $1" ;;
  esac
  [ $# -ge 2 ] || usage "$1 takes a value"
  case $1 in
    --jar) jar=$2 ;;
    --endpoint | --management)
      check_endpoint "$1" "$2"
      [[ $2 =~ :[0-9]+$ ]] || usage "$1 takes a URL with a port, not \"$2\""
      ;;
  esac
  shift 2
done

require_java javac
if [ -n "$starts_gateway" ] || [ ! -f "$jar" ]; then build_jar "$jar"; fi
files=$(ulimit -Hn)
[ "$files" = unlimited ] || [ "$files" -ge 16384 ] || echo "$script: only $files open files are allowed; use fewer connections" >&2
ulimit -Sn "$files"
build_programs
exec java -Xmx512m -cp "$program_classpath" dev.otagate.chaos.hostile.Hostile "${arguments[@]}"
