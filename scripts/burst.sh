#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
called_in=$PWD
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: burst.sh PROFILE [OPTION...]

Sends a load of signed requests to a gateway and checks the responses. Writes an HTML report.

Profiles, and in parentheses the defaults:
  ramp       creates modules, from 1 request a second to --rate within --seconds        (500/s, 60 s)
  herd       --users clients create a module of one product at once; ten must succeed   (500)
  flaky      --rate clients a second time out on half of their requests and retry them  (5/s, 20 s)
  mixed      lists, creates, updates and deletes, --rate a second for --seconds         (500/s, 60 s)
  soak       creates, lists and deletes, --rate a second for --minutes                  (200/s, 10 min)
  overhead   --users clients send, without a pause, requests that the gateway rejects   (32, 20 s)

The gateway. If an option is missing, its variable in the environment is used, then data/first-key.env, which run.sh writes:
  --endpoint URL         OTAGATE_ENDPOINT; http://HOST:PORT or https://HOST:PORT
  --key ID               OTAGATE_ACCESS_KEY_ID
  --secret-file FILE     a file with the secret; OTAGATE_ACCESS_KEY_SECRET has the secret itself
  --ca FILE              PEM certificates to trust instead of Java's, for a private CA
The rate limit of the account must allow the load: see "account create --rate".

The load:
  --rate N               up to 100000
  --seconds N            up to 604800
  --minutes N            up to 10080
  --users N              up to 100000
  --products N           products that mixed and soak use, up to 100000 (100)
  --keep                 does not remove the products and modules at the end
  --report DIRECTORY     where the HTML report is written (target/burst)

Thresholds:
  --max-p95 MS  --max-p99 MS  --min-rate REQUESTS_A_SECOND
  --max-errors PERCENT   requests with a response that the profile does not expect (0)

Exit status: 0 if all thresholds hold, 1 if one does not or the gateway does not respond, 2 for wrong usage.
EOT
}

# Checks that $2, the value of $1, is a decimal number from $3 to $4.
check_decimal() {
  if ! [[ $2 =~ ^[0-9]{1,9}(\.[0-9]{1,6})?$ ]] || ! awk -v n="$2" -v min="$3" -v max="$4" 'BEGIN { exit !(n >= min && n <= max) }'; then
    usage "$1 takes a number from $3 to $4, not \"$2\""
  fi
}

# Prints the path $1, which is relative to the directory of the caller.
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
  '') usage "the profile is missing" ;;
  *) usage "there is no profile \"$profile\"" ;;
esac
shift

endpoint=${OTAGATE_ENDPOINT:-} endpoint_source=OTAGATE_ENDPOINT key=${OTAGATE_ACCESS_KEY_ID:-} secret=${OTAGATE_ACCESS_KEY_SECRET:-}
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
    --endpoint) endpoint=$2 endpoint_source=$1 ;;
    --key)
      [ -n "$2" ] || usage "$1 takes the id of an access key"
      key=$2
      ;;
    --secret-file | --ca)
      file=$(path "$2")
      if [ -d "$file" ] || [ ! -r "$file" ]; then usage "$2 cannot be read"; fi
      if [ "$1" = --ca ]; then ca=$file; else secret=$(<"$file"); fi
      ;;
    --rate)
      check_decimal "$1" "$2" 0.001 100000
      rate=$2
      ;;
    --seconds)
      check_number "$1" "$2" 1 604800
      seconds=$2
      ;;
    --minutes)
      check_number "$1" "$2" 1 10080
      seconds=$(($2 * 60))
      ;;
    --users)
      check_number "$1" "$2" 1 100000
      users=$2
      ;;
    --products)
      check_number "$1" "$2" 1 100000
      products=$2
      ;;
    --report)
      [ -n "$2" ] || usage "$1 takes a directory"
      report=$(path "$2")
      ;;
    --max-p95)
      check_number "$1" "$2" 1 3600000
      max_p95=$2
      ;;
    --max-p99)
      check_number "$1" "$2" 1 3600000
      max_p99=$2
      ;;
    --max-errors)
      check_decimal "$1" "$2" 0 100
      max_errors=$2
      ;;
    --min-rate)
      check_decimal "$1" "$2" 0 1000000
      min_rate=$2
      ;;
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
[ -n "$endpoint" ] || usage "there is no endpoint: give --endpoint, or start a gateway with run.sh"
endpoint=${endpoint%/}
check_endpoint "$endpoint_source" "$endpoint"
if [ -z "$key" ] || [ -z "$secret" ]; then
  usage "there is no access key: give --key, and the secret in OTAGATE_ACCESS_KEY_SECRET or --secret-file"
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
