#!/usr/bin/env bash
# Sends a burst of signed requests to a gateway with Gatling, and writes an HTML report with plots. docs/load-testing.md says more.
set -euo pipefail

script_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

help() {
  cat <<'EOT'
usage: burst.sh PROFILE [OPTION...]

Profiles, with what they take:
  ramp       a provisioning ramp: creates, from 1/s to --rate over --seconds           (500/s, 60 s)
  herd       --users clients at once on one product: ten may succeed                   (500)
  flaky      --rate clients a second give up on half their requests and retry them     (5/s, 20 s)
  mixed      lists, creates, updates and deletes at --rate for --seconds               (500/s, 60 s)
  soak       creates, lists and deletes at --rate for --minutes                        (200/s, 10 min)
  overhead   --users clients as fast as it goes, refused before the store              (32, 20 s)

Where to send it; what is not given is read from the environment, then from data/first-key.env, which run.sh made:
  --endpoint URL         OTAGATE_ENDPOINT
  --key ID               OTAGATE_ACCESS_KEY_ID
  --secret-file FILE     OTAGATE_ACCESS_KEY_SECRET holds the secret itself
The account's rate limit must allow the load: see "account create --rate".

  --rate N  --seconds N  --minutes N  --users N
  --products N           products that mixed and soak use (100)
  --keep                 leave products and modules there
  --report DIRECTORY     of the HTML report (target/burst)

Thresholds; the exit status is 1 where one is not held, 0 otherwise, and 2 for wrong usage:
  --max-p95 MS  --max-p99 MS  --min-rate REQUESTS_A_SECOND
  --max-errors PERCENT   of requests with another answer than the profile expects (0)
EOT
}

usage() {
  echo "burst.sh: $*; burst.sh --help tells more" >&2
  exit 2
}

die() {
  echo "burst.sh: $*" >&2
  exit 1
}

require() {
  command -v "$1" >/dev/null || die "$1 is needed; $2"
}

whole() {
  [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || usage "$1 takes a whole number from 1, not \"$2\""
}

decimal() {
  [[ $2 =~ ^[0-9]{1,9}(\.[0-9]{1,6})?$ ]] || usage "$1 takes a number, not \"$2\""
}

profile=${1:-}
case $profile in
  ramp | mixed) rate=500 seconds=60 users=1 ;;
  herd) rate=1 seconds=1 users=500 ;;
  flaky) rate=5 seconds=20 users=1 ;;
  soak) rate=200 seconds=600 users=1 ;;
  overhead) rate=1 seconds=20 users=32 ;;
  -h | --help)
    help
    exit
    ;;
  '') usage "which profile?" ;;
  *) usage "there is no profile \"$profile\"" ;;
esac
shift

endpoint=${OTAGATE_ENDPOINT:-} key=${OTAGATE_ACCESS_KEY_ID:-} secret=${OTAGATE_ACCESS_KEY_SECRET:-}
products=100 keep=false report='' max_p95='' max_p99='' max_errors=0 min_rate=''
while [ $# -gt 0 ]; do
  case $1 in
    --keep)
      keep=true
      shift
      continue
      ;;
    -h | --help)
      help
      exit
      ;;
    --*) [ $# -ge 2 ] || usage "$1 takes a value" ;;
    *) usage "\"$1\" is not expected" ;;
  esac
  case $1 in
    --endpoint) endpoint=$2 ;;
    --key) key=$2 ;;
    --secret-file)
      [ -r "$2" ] || usage "$2 cannot be read"
      secret=$(<"$2")
      ;;
    --rate) decimal "$1" "$2"; rate=$2 ;;
    --seconds) whole "$1" "$2"; seconds=$2 ;;
    --minutes) whole "$1" "$2"; seconds=$(($2 * 60)) ;;
    --users) whole "$1" "$2"; users=$2 ;;
    --products) whole "$1" "$2"; products=$2 ;;
    --report) mkdir -p "$2" && report=$(cd "$2" && pwd) ;;
    --max-p95) whole "$1" "$2"; max_p95=$2 ;;
    --max-p99) whole "$1" "$2"; max_p99=$2 ;;
    --max-errors) decimal "$1" "$2"; max_errors=$2 ;;
    --min-rate) decimal "$1" "$2"; min_rate=$2 ;;
    *) usage "there is no option $1" ;;
  esac
  shift 2
done

cd "$script_dir/.."
first_key=${OTAGATE_DATABASE_DATA_DIRECTORY:-data}/first-key.env
if [ -f "$first_key" ]; then
  while IFS='=' read -r name value; do
    case $name in
      OTAGATE_ENDPOINT) endpoint=${endpoint:-$value} ;;
      OTAGATE_ACCESS_KEY_ID) [ -n "$key" ] || first_secret=yes; key=${key:-$value} ;;
      OTAGATE_ACCESS_KEY_SECRET) [ -z "${first_secret:-}" ] || secret=$value ;;
    esac
  done <"$first_key"
fi
[ -n "$endpoint" ] || usage "no endpoint: give --endpoint, or start a gateway with run.sh"
[[ $endpoint =~ ^https?://[^/]+/?$ ]] || usage "the endpoint is http://HOST:PORT or https://HOST:PORT, not \"$endpoint\""
if [ -z "$key" ] || [ -z "$secret" ]; then
  usage "no access key: give --key and OTAGATE_ACCESS_KEY_SECRET or --secret-file"
fi
export OTAGATE_ACCESS_KEY_SECRET=$secret

require java "install a JDK, 17 or later"
require javac "install a JDK, 17 or later"
require mvn "install Maven, 3.8.7 or later"
classes=target/burst-classes
libraries=target/burst-classpath
report=${report:-$PWD/target/burst}
mkdir -p "$classes" "$report"
if [ ! -d target/classes ] || [ -n "$(find pom.xml src/main -newer target/classes -print -quit)" ]; then
  echo "building otagate ..." >&2
  mvn -q -B compile && touch target/classes
fi
if [ ! -s "$libraries" ] || [ src/burst/pom.xml -nt "$libraries" ]; then
  mvn -q -B -f src/burst/pom.xml dependency:build-classpath -Dmdep.outputFile="$PWD/$libraries"
fi
classpath=$classes:$(<"$libraries"):target/classes
javac -encoding UTF-8 -nowarn -proc:none --release 17 -d "$classes" -cp "$classpath" src/burst/java/dev/otagate/burst/*.java

status=0
java -Xmx1g --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$classpath" \
  -Dgatling.data.enableAnalytics=false -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
  -Dburst.endpoint="${endpoint%/}" -Dburst.keyId="$key" -Dburst.users="$users" -Dburst.rate="$rate" \
  -Dburst.seconds="$seconds" -Dburst.products="$products" -Dburst.keep="$keep" -Dburst.maxP95="$max_p95" \
  -Dburst.maxP99="$max_p99" -Dburst.maxErrors="$max_errors" -Dburst.minRate="$min_rate" \
  dev.otagate.burst.Burst --results-folder "$report" --simulation "dev.otagate.burst.${profile^}Simulation" || status=$?
[ "$status" = 0 ] || exit 1
