#!/usr/bin/env bash
# Needs a JDK, Maven, curl, python3, and Debian's packages: apt-get install postgresql haproxy
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: cluster.sh COMMAND

Runs several nodes behind HAProxy with one PostgreSQL, all on 127.0.0.1. Use it to try things out, not in production.

  up                    starts what does not run. The first time, it creates an account, an access key and a product
  down [--purge]        stops everything; --purge also deletes it
  status                shows what runs; exit status 1 if something does not run
  kill N                kills node N with SIGKILL
  restart N             stops node N if it runs, and starts it
  roll                  restarts the nodes one after the other
  freeze N | thaw N     sends SIGSTOP or SIGCONT to node N
  cut N | join N        cuts or restores the connection of node N to the database
  postgres stop | kill | start | restart

Settings, from the environment:
  CLUSTER_NODES (3), CLUSTER_PORT of HAProxy (8680), CLUSTER_DIRECTORY (data/cluster), CLUSTER_RATE of the account (0: no limit),
  CLUSTER_DRAIN_MS (2000), CLUSTER_JAVA_OPTS (-Xmx256m). OTAGATE_... settings apply to all nodes.
In CLUSTER_DIRECTORY, "env" has the addresses and the access key for other scripts, and "first-key.env" is for create-module.sh.
EOT
}

# The variables of the state file:
NODES='' PORT='' POSTGRES_PORT='' POSTGRES_PASSWORD='' MASTER_KEY=''

directory=$(realpath -m "${CLUSTER_DIRECTORY:-data/cluster}")
jar=target/otagate.jar
bin=$(debian_postgres)
postgres_user=()

pid_of() {
  local pid
  pid=$(cat "$directory/$1.pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null && echo "$pid"
}

check_node() {
  [ "$1" -le "$NODES" ] || usage "there is no node $1; the last is $NODES"
}

load_state() {
  [ -f "$directory/state" ] || die "there is no cluster in $directory; cluster.sh up makes one"
  load_env "$directory/state" '^(NODES|PORT|POSTGRES_PORT|POSTGRES_PASSWORD|MASTER_KEY|(HTTP|MANAGEMENT|DATABASE)_[0-9]+)$'
}

make_state() {
  local i nodes=${CLUSTER_NODES:-3} port=${CLUSTER_PORT:-8680}
  mkdir -p "$directory"
  {
    echo "NODES=$nodes"
    echo "PORT=$port"
    echo "POSTGRES_PORT=$(free_port)"
    echo "POSTGRES_PASSWORD=$(head -c 18 /dev/urandom | base64 | tr '+/' 'ab')"
    echo "MASTER_KEY=$(head -c 32 /dev/urandom | base64)"
    for ((i = 1; i <= nodes; i++)); do
      printf '%s\n' "HTTP_$i=$(free_port)" "MANAGEMENT_$i=$(free_port)" "DATABASE_$i=$(free_port)"
    done
  } | write_private state
}

# Prints the value of the variable $1_$2.
of_node() {
  local name=$1_$2
  echo "${!name}"
}

# Runs in the cluster's directory, because pg_ctl passes its paths to a shell.
start_postgres() {
  choose_postgres_user
  as_postgres test -x "$directory" ||
    die "the user postgres cannot read $directory; set CLUSTER_DIRECTORY, for example to a directory in /var/tmp"
  [ -d "$directory/postgres" ] || (cd -- "$directory" && make_postgres)
  postgres_runs && return 0
  (cd -- "$directory" && as_postgres "$bin/pg_ctl" -D postgres -l postgres/server.log -w \
    -o "-p $POSTGRES_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=$((NODES * 16 + 50))" start >/dev/null) ||
    die "PostgreSQL did not start: $(tail -n 5 "$directory/postgres/server.log")"
}

make_postgres() {
  mkdir postgres
  (umask 077; echo "$POSTGRES_PASSWORD" >password)
  if [ "${#postgres_user[@]}" -gt 0 ]; then chown postgres postgres password; fi
  as_postgres "$bin/initdb" -D postgres -U otagate -A scram-sha-256 --pwfile=password -E UTF8 --locale=C.UTF-8 >/dev/null
  rm -f password
}

postgres_runs() {
  as_postgres "$bin/pg_ctl" -D "$directory/postgres" status >/dev/null
}

stop_postgres() {
  choose_postgres_user
  as_postgres "$bin/pg_ctl" -D "$directory/postgres" -m "$1" -w stop >/dev/null 2>&1 || true
}

database_uri() {
  echo "postgresql://otagate:$POSTGRES_PASSWORD@127.0.0.1:$1/postgres?sslmode=disable"
}

# Writes conf/haproxy.cfg with the addresses of this cluster, and for each node a proxy to the database that can be disabled.
write_balancer() {
  local i
  {
    awk -v port="$PORT" '
      /^global/ { print; print "    stats socket unix@haproxy.sock mode 600 level admin"; next }
      /# nodes: begin/ { skipping = 1; print "@nodes@" }
      /# nodes: end/ { skipping = 0 }
      skipping { next }
      { sub(/maxconn 20000/, "maxconn 4000"); sub(/bind 127\.0\.0\.1:8680/, "bind 127.0.0.1:" port); print }' conf/haproxy.cfg |
      while IFS= read -r line; do
        if [ "$line" = "@nodes@" ]; then
          for ((i = 1; i <= NODES; i++)); do
            echo "    server gateway-$i 127.0.0.1:$(of_node HTTP "$i") port $(of_node MANAGEMENT "$i")"
          done
        else
          printf '%s\n' "$line"
        fi
      done
    for ((i = 1; i <= NODES; i++)); do
      printf '\nlisten database-%d\n    mode tcp\n    bind 127.0.0.1:%d\n' "$i" "$(of_node DATABASE "$i")"
      printf '    timeout client 1h\n    timeout server 1h\n    server postgres 127.0.0.1:%d\n' "$POSTGRES_PORT"
    done
  } >"$directory/haproxy.cfg"
}

start_balancer() {
  pid_of haproxy >/dev/null && return 0
  write_balancer
  haproxy -D -C "$directory" -f haproxy.cfg -p haproxy.pid >>"$directory/haproxy.log" 2>&1 ||
    die "HAProxy did not start: $(tail -n 3 "$directory/haproxy.log")"
}

# Sends a command to HAProxy, and prints the response. The path of the socket is relative, because it must be short.
balancer() {
  python3 - "$directory" "$1" <<'EOT'
import os, socket, sys
os.chdir(sys.argv[1])
with socket.socket(socket.AF_UNIX) as stats:
    stats.connect("haproxy.sock")
    stats.sendall((sys.argv[2] + "\n").encode())
    stats.shutdown(socket.SHUT_WR)
    sys.stdout.write(b"".join(iter(lambda: stats.recv(65536), b"")).decode())
EOT
}

start_node() {
  local i=$1 java_options
  pid_of "node-$i" >/dev/null && return 0
  choose_java_options "${CLUSTER_JAVA_OPTS:--Xmx256m}"
  env OTAGATE_HTTP_PORT="$(of_node HTTP "$i")" OTAGATE_MANAGEMENT_PORT="$(of_node MANAGEMENT "$i")" \
    OTAGATE_DATABASE_EMBEDDED=false OTAGATE_DATABASE_URI="$(database_uri "$(of_node DATABASE "$i")")" \
    OTAGATE_SECRETS_MASTER_KEY="$MASTER_KEY" OTAGATE_CLUSTER_NODE_NAME="node-$i" OTAGATE_HTTP_TRUSTED_PROXIES=127.0.0.1 \
    OTAGATE_SHUTDOWN_DRAIN_MS="${CLUSTER_DRAIN_MS:-2000}" \
    setsid java "${java_options[@]}" -jar "$jar" serve </dev/null >>"$directory/node-$i.log" 2>&1 &
  echo "$!" >"$directory/node-$i.pid"
}

wait_until_ready() {
  local i=$1
  for _ in $(seq 1 900); do
    pid_of "node-$i" >/dev/null || die "node $i ended: $(tail -n 1 "$directory/node-$i.log")"
    local_curl --max-time 1 "http://127.0.0.1:$(of_node MANAGEMENT "$i")/health/ready" && return 0
    sleep 0.1
  done
  die "node $i is not ready after a minute and a half: $directory/node-$i.log"
}

wait_until_balanced() {
  for _ in $(seq 1 300); do
    is_balanced "$1" && return 0
    sleep 0.1
  done
  die "HAProxy does not mark node $1 as up"
}

is_balanced() {
  balancer "show stat" | grep -q "^gateways,gateway-$1,.*,UP,"
}

stop_node() {
  local pid
  pid=$(pid_of "node-$1") || return 0
  kill -CONT "$pid" 2>/dev/null || true
  kill -TERM "$pid"
  for _ in $(seq 1 300); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  rm -f "$directory/node-$1.pid"
}

make_key() {
  local key product id secret product_key
  [ ! -f "$directory/env" ] || return 0
  otagate account create cluster --rate "${CLUSTER_RATE:-0}" >/dev/null
  key=$(otagate key create --account cluster)
  product=$(otagate product create --account cluster)
  id=$(json_field accessKeyId <<<"$key")
  secret=$(json_field accessKeySecret <<<"$key")
  product_key=$(json_field productKey <<<"$product")
  {
    env_line OTAGATE_ENDPOINT "http://127.0.0.1:$PORT"
    env_line OTAGATE_ACCESS_KEY_ID "$id"
    env_line OTAGATE_ACCESS_KEY_SECRET "$secret"
    env_line OTAGATE_PRODUCT_KEY "$product_key"
  } | write_private first-key.env
  {
    env_line ENDPOINT "http://127.0.0.1:$PORT"
    for ((i = 1; i <= NODES; i++)); do
      env_line "NODE_$i" "http://127.0.0.1:$(of_node HTTP "$i")"
      env_line "MANAGEMENT_$i" "http://127.0.0.1:$(of_node MANAGEMENT "$i")"
    done
    env_line DATABASE_URI "$(database_uri "$POSTGRES_PORT")"
    env_line ACCESS_KEY_ID "$id"
    env_line ACCESS_KEY_SECRET "$secret"
    env_line PRODUCT_KEY "$product_key"
  } | write_private env
}

# Writes standard input to the file $1 of the directory, completely or not at all, with mode 0600.
write_private() {
  (umask 077; cat >"$directory/$1.new")
  mv "$directory/$1.new" "$directory/$1"
}

otagate() {
  OTAGATE_DATABASE_EMBEDDED=false OTAGATE_DATABASE_URI=$(database_uri "$POSTGRES_PORT") \
    OTAGATE_SECRETS_MASTER_KEY=$MASTER_KEY java -jar "$jar" "$@"
}

up() {
  local i
  [ -n "$bin" ] || die "PostgreSQL is missing: apt-get install postgresql"
  require haproxy "apt-get install haproxy"
  require curl "apt-get install curl"
  require python3 "apt-get install python3"
  build_jar "$jar"
  [ -f "$directory/state" ] || make_state
  load_state
  start_postgres
  start_balancer
  for ((i = 1; i <= NODES; i++)); do start_node "$i"; done
  for ((i = 1; i <= NODES; i++)); do wait_until_ready "$i"; done
  for ((i = 1; i <= NODES; i++)); do wait_until_balanced "$i"; done
  make_key
  echo "$NODES nodes serve at http://127.0.0.1:$PORT. Create a module with:"
  echo
  printf '    %q --env %q ble\n' "$PWD/scripts/create-module.sh" "$directory/first-key.env"
}

down() {
  local i pid
  for ((i = 1; i <= NODES; i++)); do stop_node "$i" & done
  wait
  if pid=$(pid_of haproxy); then kill "$pid"; fi
  rm -f "$directory/haproxy.pid"
  [ -z "$bin" ] || stop_postgres fast
  if [ "${1:-}" = --purge ]; then rm -rf "$directory"; fi
}

status() {
  local i status=0 state
  for ((i = 1; i <= NODES; i++)); do
    state=down
    if pid_of "node-$i" >/dev/null; then
      state="runs, not ready"
      if local_curl --max-time 1 "http://127.0.0.1:$(of_node MANAGEMENT "$i")/health/ready"; then
        state="ready"
      fi
      if pid_of haproxy >/dev/null && is_balanced "$i"; then state="$state, up at the balancer"; fi
    fi
    echo "node $i: $state"
    [ "$state" = "ready, up at the balancer" ] || status=1
  done
  if pid_of haproxy >/dev/null; then echo "balancer: runs"; else echo "balancer: down"; status=1; fi
  choose_postgres_user
  if postgres_runs; then
    echo "postgres: runs"
  else
    echo "postgres: down"
    status=1
  fi
  return "$status"
}

restart_node() {
  stop_node "$1"
  start_node "$1"
  wait_until_ready "$1"
  wait_until_balanced "$1"
}

signal_node() {
  local pid
  check_node "$2"
  pid=$(pid_of "node-$2") || die "node $2 does not run"
  kill "-$1" "$pid"
}

postgres() {
  case $1 in
    stop) stop_postgres fast ;;
    kill) stop_postgres immediate ;;
    start) start_postgres ;;
    restart)
      stop_postgres fast
      start_postgres
      ;;
  esac
}

check_settings() {
  check_number CLUSTER_NODES "${CLUSTER_NODES:-3}" 1 99
  check_number CLUSTER_PORT "${CLUSTER_PORT:-8680}" 1 65535
  check_number CLUSTER_RATE "${CLUSTER_RATE:-0}" 0 1000000
  check_number CLUSTER_DRAIN_MS "${CLUSTER_DRAIN_MS:-2000}" 0 600000
  choose_java_options "${CLUSTER_JAVA_OPTS:-}"
}

# Checks the command line before any work is done.
check_usage() {
  local command=${1:-} argument=${2:-}
  case $command in
    up)
      no_arguments "${@:2}"
      check_settings
      ;;
    status | roll) no_arguments "${@:2}" ;;
    down)
      [ "$argument" = --purge ] || no_arguments "${@:2}"
      no_arguments "${@:3}"
      ;;
    kill | restart | freeze | thaw | cut | join)
      [[ $argument =~ ^[1-9][0-9]?$ ]] || usage "$command takes the number of a node"
      no_arguments "${@:3}"
      ;;
    postgres)
      case $argument in stop | kill | start | restart) ;; *) usage "postgres takes stop, kill, start or restart" ;; esac
      no_arguments "${@:3}"
      ;;
    '') usage "the command is missing" ;;
    *) usage "there is no command \"$command\"" ;;
  esac
}

help_if_asked "$@"
check_usage "$@"
[ "$1" = up ] || load_state
case $1 in
  up) up ;;
  down) down "${2:-}" ;;
  status) status ;;
  kill) signal_node KILL "$2" && rm -f "$directory/node-$2.pid" ;;
  restart)
    check_node "$2"
    restart_node "$2"
    ;;
  roll) for ((node = 1; node <= NODES; node++)); do restart_node "$node"; done ;;
  freeze) signal_node STOP "$2" ;;
  thaw) signal_node CONT "$2" ;;
  cut)
    check_node "$2"
    balancer "disable frontend database-$2" >/dev/null
    balancer "shutdown sessions server database-$2/postgres" >/dev/null
    ;;
  join)
    check_node "$2"
    balancer "enable frontend database-$2" >/dev/null
    ;;
  postgres) postgres "$2" ;;
esac
