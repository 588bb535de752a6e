#!/usr/bin/env bash
# Builds otagate if needed and runs it on its embedded PostgreSQL. The first start makes an account, a product and a key,
# and keeps them in first-key.env in the data directory.
# Settings are read from conf/gateway.yaml and from the environment, as by the jar itself.
set -euo pipefail

script_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
create_module="$(dirname "${BASH_SOURCE[0]}")/create-module.sh"
cd "$script_dir/.."

# The value of setting $2 of section $1 in conf/gateway.yaml, or $3.
setting() {
  local value=
  if [ -f conf/gateway.yaml ]; then
    value=$(awk -v section="$1:" -v key="$2:" '
      /^[a-zA-Z]/ { current = $1 }
      current == section && $1 == key { gsub(/"/, "", $2); print $2; exit }' conf/gateway.yaml)
  fi
  echo "${value:-$3}"
}

jar=target/otagate.jar
http_port=${OTAGATE_HTTP_PORT:-$(setting http port 8686)}
management_port=${OTAGATE_MANAGEMENT_PORT:-$(setting management port 8687)}
data=${OTAGATE_DATABASE_DATA_DIRECTORY:-$(setting database dataDirectory data)}
credentials=$data/first-key.env
# Nobody waits for this gateway to drain; a deployment sets its own pause.
export OTAGATE_SHUTDOWN_DRAIN_MS=${OTAGATE_SHUTDOWN_DRAIN_MS:-0}

die() {
  echo "run.sh: $*" >&2
  exit 1
}

require() {
  command -v "$1" >/dev/null || die "$1 is needed; $2"
}

needs_build() {
  [ ! -f "$jar" ] || [ -n "$(find pom.xml src -newer "$jar" -print -quit)" ]
}

# The value of a text field in a JSON object on standard input.
json_field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

wait_until_ready() {
  local url=http://127.0.0.1:$management_port/health/ready
  for _ in $(seq 1 480); do
    kill -0 "$gateway" 2>/dev/null || return 1
    curl -sf -o /dev/null --max-time 2 "$url" && return 0
    sleep 0.25
  done
  return 1
}

otagate() {
  java -jar "$jar" "$@"
}

# Each step may have been done by a start that was interrupted.
make_first_key() {
  local account=first product key draft
  otagate account list | grep -q "\"account\":\"$account\"" || otagate account create "$account" >/dev/null
  product=$(otagate product list --account "$account" | json_field productKey)
  [ -n "$product" ] || product=$(otagate product create --account "$account" --name first | json_field productKey)
  key=$(otagate key create --account "$account")
  draft=$(mktemp "$data/.first-key.XXXXXX")
  {
    echo "OTAGATE_ENDPOINT=http://127.0.0.1:$http_port"
    echo "OTAGATE_ACCESS_KEY_ID=$(json_field accessKeyId <<<"$key")"
    echo "OTAGATE_ACCESS_KEY_SECRET=$(json_field accessKeySecret <<<"$key")"
    echo "OTAGATE_PRODUCT_KEY=$product"
  } >"$draft"
  chmod 600 "$draft"
  mv "$draft" "$credentials"
}

require java "install a JDK, 17 or later"
require curl "install it"
if needs_build; then
  require mvn "install Maven, 3.8.7 or later"
  echo "building otagate ..."
  mvn -q -B -DskipTests package
fi

java ${OTAGATE_JAVA_OPTS:-} -jar "$jar" serve &
gateway=$!
trap 'kill -TERM "$gateway" 2>/dev/null || true' TERM INT

if wait_until_ready; then
  if [ ! -f "$credentials" ]; then
    make_first_key || die "the first key cannot be made"
  fi
  echo
  echo "otagate serves on port $http_port. Create a module with:"
  echo
  echo "    $create_module ble"
  echo
elif kill -0 "$gateway" 2>/dev/null; then
  kill -TERM "$gateway"
  wait "$gateway" || true
  die "the gateway did not become ready within two minutes"
fi

# A signal ends the first wait early; the gateway is then still stopping in order.
status=0
wait "$gateway" || status=$?
while kill -0 "$gateway" 2>/dev/null; do
  status=0
  wait "$gateway" || status=$?
done
# Stopped by the signal that it was asked to stop with: that is success.
case $status in 130 | 143) status=0 ;; esac
exit "$status"
