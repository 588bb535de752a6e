#!/usr/bin/env bash
# Runs src/test/node, the test with npm's @alicloud/pop-core, against the jar: over HTTP, and again over HTTPS.
# Needs openssl, Node.js and target/otagate.jar. Where Node.js is missing it says so, and that is no failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

jar=$PWD/target/otagate.jar
tests=$PWD/src/test/node
work=
gateway=

die() {
  echo "test-node.sh: $*" >&2
  exit 1
}

skip() {
  echo "$1; the test with @alicloud/pop-core is not run"
  exit 0
}

# 18.15 is the first with a test runner that can choose its report.
node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 18 || (major === 18 && minor >= 15) ? 0 : 1)'
}

otagate() {
  java -XX:TieredStopAtLevel=1 -jar "$jar" "$@"
}

# The value of a text field in a JSON object on standard input.
json_field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# Starts the gateway with further settings, NAME=VALUE, and sets endpoint. It takes free ports and logs which.
start_gateway() {
  env OTAGATE_HTTP_PORT=0 OTAGATE_MANAGEMENT_PORT=0 OTAGATE_SHUTDOWN_DRAIN_MS=0 "$@" \
    java -XX:TieredStopAtLevel=1 -jar "$jar" serve >gateway.log 2>&1 &
  gateway=$!
  for _ in $(seq 240); do
    endpoint=$(sed -n 's/.*gateway serves endpoint="\([^"]*\)".*/\1/p' gateway.log)
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

clean_up() {
  stop_gateway
  cd "$tests"
  rm -rf "$work"
}

# Makes an account with a key and a product, and adds them to what the tests are told, under the prefix $1.
make_account() {
  local prefix=$1 name=$2 key product
  shift
  otagate account create "$@" >/dev/null
  key=$(otagate key create --account "$name")
  product=$(otagate product create --account "$name")
  told+=(
    "${prefix}ACCESS_KEY_ID=$(json_field accessKeyId <<<"$key")"
    "${prefix}ACCESS_KEY_SECRET=$(json_field accessKeySecret <<<"$key")"
    "${prefix}PRODUCT_KEY=$(json_field productKey <<<"$product")"
  )
}

# Runs the tests on the gateway's endpoint; a failure becomes the script's status, and the log is worth reading then.
run_tests() {
  echo "@alicloud/pop-core over ${endpoint%%:*}:"
  env "OTAGATE_ENDPOINT=$endpoint" "${told[@]}" NODE_EXTRA_CA_CERTS="$work/server.pem" \
    node --test --test-reporter=spec "$tests/pop-core.test.js" || {
    status=$?
    cat gateway.log >&2
  }
}

command -v node >/dev/null || skip "Node.js is not here"
command -v npm >/dev/null || skip "npm is not here"
node_is_new_enough || skip "Node.js 18.15 or later is not here"
command -v openssl >/dev/null || die "openssl is needed; install it"
[ -f "$jar" ] || die "target/otagate.jar is missing; build it with mvn -DskipTests package"

# Settings that the caller has for a gateway of their own are not for this one.
unset "${!OTAGATE_@}"
work=$(mktemp -d)
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(cd "$tests" && npm ci --loglevel=error >/dev/null)
# The data directory and conf/gateway.yaml are looked for where the gateway is started.
cd "$work"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
  -addext subjectAltName=IP:127.0.0.1 -keyout server.key -out server.pem 2>openssl.log ||
  { cat openssl.log >&2; die "openssl cannot make a certificate"; }

status=0
told=()
start_gateway
make_account OTAGATE_ line
make_account OTAGATE_SLOW_ slow --rate 1 --burst 1
run_tests
stop_gateway
start_gateway OTAGATE_HTTP_TLS_CERTIFICATE=server.pem OTAGATE_HTTP_TLS_KEY=server.key
run_tests
exit "$status"
