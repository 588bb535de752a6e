#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: test-node.sh

Tests the jar with npm's @alicloud/pop-core (src/test/node), over HTTP and over HTTPS. Needs openssl and Node.js 18.15 or later. If Node.js
is missing, it says so and ends with status 0.
EOT
}

help_if_asked "$@"
no_arguments "$@"

jar=$PWD/target/otagate.jar
tests=$PWD/src/test/node
work=
gateway=

skip() {
  echo "$1; the test with @alicloud/pop-core is not run"
  exit 0
}

# 18.15 is the first version whose test runner has reporters.
node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 18 || (major === 18 && minor >= 15) ? 0 : 1)'
}

otagate() {
  java -XX:TieredStopAtLevel=1 -jar "$jar" "$@"
}

# Starts the gateway on free ports with the settings $1..., each NAME=VALUE, and sets endpoint from its log.
start_gateway() {
  : >gateway.log
  env OTAGATE_HTTP_PORT=0 OTAGATE_MANAGEMENT_PORT=0 OTAGATE_SHUTDOWN_DRAIN_MS=0 "$@" \
    java -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 -jar "$jar" serve >gateway.log 2>&1 &
  gateway=$!
  for _ in $(seq 240); do
    endpoint=$(sed -n 's/.*gateway is ready endpoint="\([^"]*\)".*/\1/p' gateway.log)
    [ -z "$endpoint" ] || return 0
    kill -0 "$gateway" 2>/dev/null || break
    sleep 0.25
  done
  cat gateway.log >&2
  die "the gateway did not start"
}

stop_gateway() {
  [ -n "$gateway" ] || return 0
  kill -TERM "$gateway" 2>/dev/null || true
  wait "$gateway" || true
  gateway=
}

# shellcheck disable=SC2317
clean_up() {
  stop_gateway
  cd "$tests"
  rm -rf "$work"
}

# Creates an account with an access key and a product, and adds them to the environment of the tests, with the prefix $1.
make_account() {
  local prefix=$1 name=$2 key product
  shift
  otagate account create "$@" >/dev/null
  key=$(otagate key create --account "$name")
  product=$(otagate product create --account "$name")
  test_environment+=(
    "${prefix}ACCESS_KEY_ID=$(json_field accessKeyId <<<"$key")"
    "${prefix}ACCESS_KEY_SECRET=$(json_field accessKeySecret <<<"$key")"
    "${prefix}PRODUCT_KEY=$(json_field productKey <<<"$product")"
  )
}

# Runs the tests. If they fail, sets the status of the script and prints the gateway's log.
run_tests() {
  echo "@alicloud/pop-core over ${endpoint%%:*}:"
  env "OTAGATE_ENDPOINT=$endpoint" "${test_environment[@]}" NODE_EXTRA_CA_CERTS="$work/server.pem" \
    node --test --test-reporter=spec "$tests/pop-core.test.js" || {
    status=$?
    cat gateway.log >&2
  }
}

command -v node >/dev/null || skip "Node.js is missing"
command -v npm >/dev/null || skip "npm is missing"
node_is_new_enough || skip "Node.js is older than 18.15"
require openssl "install it"
build_jar "$jar"

# The caller's settings do not apply to this gateway.
unset "${!OTAGATE_@}"
work=$(mktemp -d)
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(cd "$tests" && npm ci --loglevel=error >/dev/null)
# The gateway uses the working directory for its data and settings.
cd "$work"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
  -addext subjectAltName=IP:127.0.0.1 -keyout server.key -out server.pem 2>openssl.log ||
  { cat openssl.log >&2; die "openssl cannot make a certificate"; }

status=0
test_environment=()
start_gateway
make_account OTAGATE_ line
make_account OTAGATE_SLOW_ slow --rate 1 --burst 1
run_tests
stop_gateway
start_gateway OTAGATE_HTTP_TLS_CERTIFICATE=server.pem OTAGATE_HTTP_TLS_KEY=server.key
run_tests
exit "$status"
