#!/usr/bin/env bash
# Sends a burst of signed requests to a gateway with Gatling, and writes an HTML report with plots. docs/operate/load-testing.md says more.
set -euo pipefail
unset CDPATH
called_in=$PWD
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: burst.sh PROFILE [OPTION...]

Profiles, with what they take:
  ramp       a provisioning ramp: creates, from 1/s to --rate over --seconds           (500/s, 60 s)
  herd       --users clients at once on one product: ten may succeed                   (500)
  flaky      --rate clients a second give up on half their requests and retry them     (5/s, 20 s)
  mixed      lists, creates, updates and deletes at --rate for --seconds               (500/s, 60 s)
  soak       creates, lists and deletes at --rate for --minutes                        (200/s, 10 min)
  overhead   --users clients as fast as it goes, rejected before the store             (32, 20 s)

Where to send it; what is not given is read from the environment, then from data/first-key.env, which run.sh made:
  --endpoint URL         OTAGATE_ENDPOINT; http://HOST:PORT or https://HOST:PORT
  --key ID               OTAGATE_ACCESS_KEY_ID
  --secret-file FILE     OTAGATE_ACCESS_KEY_SECRET holds the secret itself
  --ca FILE              certificates to trust, PEM, instead of Java's: for a private CA
The account's rate limit must allow the load: see "account create --rate". Making and removing products waits for it.

  --rate N  --seconds N  --minutes N  --users N
  --products N           products that mixed and soak use (100)
  --keep                 leaves products and modules there
  --report DIRECTORY     of the HTML report (target/burst)

Thresholds; the exit status is 1 if one is not held, 0 otherwise, and 2 for wrong usage:
  --max-p95 MS  --max-p99 MS  --min-rate REQUESTS_A_SECOND
  --max-errors PERCENT   of requests with another answer than the profile expects (0)
EOT
}

whole() {
  [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || usage "$1 takes a whole number from 1, not \"$2\""
}

decimal() {
  [[ $2 =~ ^[0-9]{1,9}(\.[0-9]{1,6})?$ ]] || usage "$1 takes a number, not \"$2\""
}

# A path that the caller gave, from where it was called.
path() {
  case $1 in /*) echo "$1" ;; *) echo "$called_in/$1" ;; esac
}

help_if_asked "$@"
profile=${1:-}
case $profile in
  ramp | mixed) rate=500 seconds=60 users=1 ;;
  herd) rate=1 seconds=1 users=500 ;;
  flaky) rate=5 seconds=20 users=1 ;;
  soak) rate=200 seconds=600 users=1 ;;
  overhead) rate=1 seconds=20 users=32 ;;
  '') usage "which profile?" ;;
  *) usage "there is no profile \"$profile\"" ;;
esac
shift

endpoint=${OTAGATE_ENDPOINT:-} key=${OTAGATE_ACCESS_KEY_ID:-} secret=${OTAGATE_ACCESS_KEY_SECRET:-}
products=100 keep=false report='' max_p95='' max_p99='' max_errors=0 min_rate='' ca=''
while [ $# -gt 0 ]; do
  case $1 in
    --keep)
      keep=true
      shift
      continue
      ;;
    --endpoint | --key | --secret-file | --ca | --rate | --seconds | --minutes | --users | --products | --report | \
      --max-p95 | --max-p99 | --max-errors | --min-rate) [ $# -ge 2 ] || usage "$1 takes a value" ;;
    --*) usage "there is no option $1" ;;
    *) usage "\"$1\" is not expected" ;;
  esac
  case $1 in
    --endpoint) endpoint=$2 ;;
    --key) key=$2 ;;
    --secret-file | --ca)
      file=$(path "$2")
      if [ -d "$file" ] || [ ! -r "$file" ]; then usage "$2 cannot be read"; fi
      if [ "$1" = --ca ]; then ca=$file; else secret=$(<"$file"); fi
      ;;
    --rate) decimal "$1" "$2"; rate=$2 ;;
    --seconds) whole "$1" "$2"; seconds=$2 ;;
    --minutes) whole "$1" "$2"; seconds=$(($2 * 60)) ;;
    --users) whole "$1" "$2"; users=$2 ;;
    --products) whole "$1" "$2"; products=$2 ;;
    --report) report=$(path "$2") ;;
    --max-p95) whole "$1" "$2"; max_p95=$2 ;;
    --max-p99) whole "$1" "$2"; max_p99=$2 ;;
    --max-errors) decimal "$1" "$2"; max_errors=$2 ;;
    --min-rate) decimal "$1" "$2"; min_rate=$2 ;;
  esac
  shift 2
done

first_key=${OTAGATE_DATABASE_DATA_DIRECTORY:-data}/first-key.env
if [ -f "$first_key" ]; then
  OTAGATE_ENDPOINT='' OTAGATE_ACCESS_KEY_ID='' OTAGATE_ACCESS_KEY_SECRET=''
  load_env "$first_key" '^OTAGATE_(ENDPOINT|ACCESS_KEY_ID|ACCESS_KEY_SECRET)$'
  endpoint=${endpoint:-$OTAGATE_ENDPOINT}
  # A secret belongs to its key.
  if [ -z "$key" ]; then key=$OTAGATE_ACCESS_KEY_ID secret=$OTAGATE_ACCESS_KEY_SECRET; fi
fi
[ -n "$endpoint" ] || usage "no endpoint: give --endpoint, or start a gateway with run.sh"
endpoint=${endpoint%/}
[[ $endpoint =~ ^https?://[^/?#@]+/.+ ]] && usage "the endpoint \"$endpoint\" has a path; the API is served at / only"
[[ $endpoint =~ ^https?://([^][/?#@:]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$ ]] ||
  usage "the endpoint is http://HOST:PORT or https://HOST:PORT, not \"$endpoint\""
if [ -z "$key" ] || [ -z "$secret" ]; then
  usage "no access key: give --key and OTAGATE_ACCESS_KEY_SECRET or --secret-file"
fi
export OTAGATE_ACCESS_KEY_SECRET=$secret

require_java java
require_java javac
report=${report:-$PWD/target/burst}
mkdir -p "$report"
build_programs

status=0
run_until_it_ends java -Xmx1g --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$program_classpath" \
  -Dgatling.data.enableAnalytics=false -Dlogback.configurationFile=src/main/resources/logback.xml \
  -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
  -Dburst.endpoint="$endpoint" -Dburst.ca="$ca" -Dburst.keyId="$key" -Dburst.users="$users" -Dburst.rate="$rate" \
  -Dburst.seconds="$seconds" -Dburst.products="$products" -Dburst.keep="$keep" -Dburst.maxP95="$max_p95" \
  -Dburst.maxP99="$max_p99" -Dburst.maxErrors="$max_errors" -Dburst.minRate="$min_rate" \
  dev.otagate.burst.Burst --results-folder "$report" --simulation "dev.otagate.burst.${profile^}Simulation" || status=$?
[ "$status" = 0 ] || exit 1
