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
endpoint=http://127.0.0.1:$http_port
stopping=
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
  [ -z "$stopping" ] || return 1
  java -jar "$jar" "$@"
}

has_first_key() {
  [ -f "$credentials" ] && grep -q '^OTAGATE_ACCESS_KEY_SECRET=.' "$credentials"
}

# Replaces the file by what is on standard input, whole or not at all.
write_credentials() {
  local draft
  draft=$(mktemp "$data/.first-key.XXXXXX") || return 1
  # mktemp has made it for its owner only.
  { cat >"$draft" && mv "$draft" "$credentials"; } || { rm -f "$draft"; return 1; }
}

# Each step may have been done by a start that was interrupted. Called in a condition, where errexit does not hold.
make_first_key() {
  local account=first accounts products product key id secret
  accounts=$(otagate account list) || return 1
  grep -q "\"account\":\"$account\"" <<<"$accounts" || otagate account create "$account" >/dev/null || return 1
  products=$(otagate product list --account "$account") || return 1
  product=$(json_field productKey <<<"$products")
  if [ -z "$product" ]; then
    products=$(otagate product create --account "$account" --name first) || return 1
    product=$(json_field productKey <<<"$products")
  fi
  key=$(otagate key create --account "$account") || return 1
  id=$(json_field accessKeyId <<<"$key")
  secret=$(json_field accessKeySecret <<<"$key")
  [ -n "$product" ] && [ -n "$id" ] && [ -n "$secret" ] || return 1
  write_credentials <<EOT
OTAGATE_ENDPOINT=$endpoint
OTAGATE_ACCESS_KEY_ID=$id
OTAGATE_ACCESS_KEY_SECRET=$secret
OTAGATE_PRODUCT_KEY=$product
EOT
}

# The port may be another one than at the first start.
keep_endpoint() {
  grep -qxF "OTAGATE_ENDPOINT=$endpoint" "$credentials" ||
    sed "s|^OTAGATE_ENDPOINT=.*|OTAGATE_ENDPOINT=$endpoint|" "$credentials" | write_credentials
}

# A signal ends the first wait early; the gateway is then still stopping in order.
wait_for_gateway() {
  status=0
  wait "$gateway" || status=$?
  while kill -0 "$gateway" 2>/dev/null; do
    status=0
    wait "$gateway" || status=$?
  done
}

stop_and_die() {
  kill -TERM "$gateway" 2>/dev/null || true
  wait_for_gateway
  die "$@"
}

require java "install a JDK, 17 or later"
require curl "install it"
if needs_build; then
  require mvn "install Maven, 3.8.7 or later"
  echo "building otagate ..."
  mvn -q -B -DskipTests package
fi

# The heap's bound: docs/operations.md, "Sizing".
java ${OTAGATE_JAVA_OPTS:--Xmx320m} -jar "$jar" serve &
gateway=$!
trap 'stopping=yes; kill -TERM "$gateway" 2>/dev/null || true' TERM INT

if wait_until_ready; then
  if has_first_key; then
    keep_endpoint || stop_and_die "$credentials cannot be written"
  elif ! make_first_key && [ -z "$stopping" ]; then
    stop_and_die "the first key cannot be made"
  fi
  if [ -z "$stopping" ]; then
    echo
    echo "otagate serves on port $http_port. Create a module with:"
    echo
    echo "    $create_module ble"
    echo
  fi
elif [ -z "$stopping" ] && kill -0 "$gateway" 2>/dev/null; then
  stop_and_die "the gateway did not become ready within two minutes"
fi

wait_for_gateway
# Stopped by the signal that it was asked to stop with: that is success.
case $status in 130 | 143) status=0 ;; esac
exit "$status"
