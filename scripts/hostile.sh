#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: hostile.sh [OPTION...]

Starts a gateway with -Xmx320m and its own database, attacks it in several ways, and compares the latency of an honest client before,
during and after each attack. It uses only loopback addresses.

  --kind KIND[,KIND...]    only these attacks (all)
      bodies           bodies without their last byte
      heads            heads with many small headers that never end
      pipelined        64 KiB of pipelined requests on each connection; responses are not read
      junk             pipelined junk that never ends
      names            forms with up to 131,000 names
      signed-headers   ACS3 that signs one header 7,500 times, with a known AccessKeyId
      signatures       large requests with wrong signatures and a known AccessKeyId; responses are not read
      rejected-replay  one captured request that validation rejects, sent again and again
      stored-replay    one captured request that was executed, sent again and again
      unknown-keys     requests with unknown AccessKeyIds, from many connections
      idle, slow-heads, slow-bodies, churn
      mutated          requests with random changes; checks each response
      tls              TLS handshakes that never end; this kind and the http2 kinds use HTTPS
      http2, http2-40  HTTP/2 with 90 unfinished bodies on each of 8 or 40 connections
      http2-resets     HTTP/2 streams that are reset at once
      http2-continuations  HTTP/2 heads that never end
      batches, batches-400  another account sends batches of 100 modules within its rate limit, with 64 or 400 clients
      far-pages        another account reads the last page of 100,000 products; honest clients list their products
      far-pages-creates     the same; honest clients create modules
  --requests N             of the kind mutated (100000)
  --seed N                 of the kind mutated; 0: a random seed
  --connections N          instead of the number of the kind
  --seconds N              for each attack (10)
  --quiet-seconds N        for the measurements before and after it (5)
  --addresses N            loopback addresses of the attackers, from 127.0.0.2 (2)
  --reopen-ms N            pause before a closed connection is opened again (250)
  --octets-per-second N    bytes a second of all attackers together (50000000)

The gateway that the script starts:
  --jar FILE               target/otagate.jar, built if needed
  --java-options OPTIONS   separated by spaces (-Xmx320m)
  --directory DIRECTORY    where its directory is created (/var/tmp)
  --warm-up-seconds N      honest load before the first measurement (15)
  OTAGATE_... settings apply to it, for example an external PostgreSQL.
To attack a running gateway instead:
  --endpoint URL           http://HOST:PORT or https://HOST:PORT. Needs OTAGATE_ACCESS_KEY_ID, OTAGATE_ACCESS_KEY_SECRET and
                           OTAGATE_PRODUCT_KEY; for batches and far pages, also OTAGATE_NEIGHBOUR_ACCESS_KEY_ID and
                           OTAGATE_NEIGHBOUR_ACCESS_KEY_SECRET
  --management URL         its management port (http://127.0.0.1:8687)
  --pid PID                its process, to read its memory

The output shows how each attack shared the processor. An attack that does not reach the gateway counts as a failure.

Limits:
  --max-p99-factor N       p99 of honest creates, as a multiple of p99 without an attack (3)
  --p99-allowance-ms N     added to that limit, because attacker and gateway share the processor (20)
  --max-errors N           honest requests that fail (0)
  --max-growth-mib N       growth of the gateway's resident memory (200)
  --max-not-ready N        readiness checks that fail (0)
  --max-log-lines N        WARN and ERROR lines a second (20)
Exit status: 0 if all limits hold, 1 if one does not, 2 for wrong usage.
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
