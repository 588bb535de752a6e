# shellcheck shell=bash
# Functions of the bench scripts: start and stop PostgreSQL and gateways on 127.0.0.1 and free ports, with all files in one directory.
# Sourced after common.sh.

export BENCH_SECONDS=${BENCH_SECONDS:-15}
export BENCH_REPEATS=${BENCH_REPEATS:-3}
export BENCH_BASE_CONNECTIONS=${BENCH_BASE_CONNECTIONS:-256}
cores=$(nproc)
export BENCH_THREADS=${BENCH_THREADS:-$((cores > 1 ? cores / 2 : 1))}
# The directory of the database. A file system in memory would make commits too cheap.
bench_parent=${BENCH_DIRECTORY:-/var/tmp}
# The directory of initdb and pg_ctl, or "embedded" for the gateway's embedded PostgreSQL.
postgres_bin=${BENCH_POSTGRES_BIN:-}
jar=target/otagate.jar
program_classpath=
gateways=()
work=
bench=
postgres_user=()

clean_up() {
  local i
  trap - EXIT
  if [ -n "$bench" ]; then
    kill -TERM "$bench" 2>/dev/null || true
    wait "$bench" 2>/dev/null || true
  fi
  # The first gateway can have the embedded database of the others, so it stops last.
  for ((i = ${#gateways[@]} - 1; i >= 0; i--)); do
    kill -TERM "${gateways[i]}" 2>/dev/null || true
    wait "${gateways[i]}" 2>/dev/null || true
  done
  if [ -n "$work" ]; then
    if [ -f "$work/cluster/postmaster.pid" ]; then
      as_postgres "$postgres_bin/pg_ctl" -D "$work/cluster" -m fast -w stop >/dev/null || true
    fi
    rm -rf "$work"
  fi
}

build() {
  require_java javac
  require curl "install it"
  build_jar "$jar"
  build_programs
}

find_postgres() {
  if [ -z "$postgres_bin" ]; then
    postgres_bin=$(debian_postgres)
  fi
  if [ -z "$postgres_bin" ]; then
    echo "Debian's PostgreSQL is missing (apt-get install postgresql); the embedded PostgreSQL is used" >&2
  elif [ "$postgres_bin" = embedded ]; then
    postgres_bin=
  else
    choose_postgres_user
  fi
  BENCH_PGBENCH=
  if [ -n "$postgres_bin" ] && [ -x "$postgres_bin/pgbench" ]; then
    BENCH_PGBENCH=$postgres_bin/pgbench
  elif command -v pgbench >/dev/null; then
    BENCH_PGBENCH=$(command -v pgbench)
  else
    echo "pgbench is missing (apt-get install postgresql); (a) is not measured" >&2
  fi
  export BENCH_PGBENCH
}

# Starts PostgreSQL with the settings of initdb, except for its addresses.
start_postgres() {
  export PGHOST=127.0.0.1 PGUSER=otagate PGDATABASE=postgres
  [ -n "$postgres_bin" ] || return 0
  PGPORT=$(free_port)
  PGPASSWORD=$(head -c 18 /dev/urandom | base64 | tr '+/' 'ab')
  export PGPORT PGPASSWORD
  mkdir "$work/cluster"
  (umask 077; echo "$PGPASSWORD" >"$work/password")
  if [ "${#postgres_user[@]}" -gt 0 ]; then
    chmod 711 "$work"
    chown postgres "$work/cluster" "$work/password"
  fi
  # pg_ctl passes its paths to a shell.
  (cd -- "$work" &&
    as_postgres "$postgres_bin/initdb" -D cluster -U otagate -A scram-sha-256 --pwfile=password \
      -E UTF8 --locale=C.UTF-8 >/dev/null &&
    as_postgres "$postgres_bin/pg_ctl" -D cluster -l cluster/server.log -w \
      -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null) ||
    die "PostgreSQL did not start: $(tail -n 5 "$work/cluster/server.log")"
  export OTAGATE_DATABASE_EMBEDDED=false
  export OTAGATE_DATABASE_URI=postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE
  BENCH_POSTGRES_PID=$(head -n 1 "$work/cluster/postmaster.pid")
  export BENCH_POSTGRES_PID
}

# Sets what other gateways need to use the embedded PostgreSQL of the first one.
adopt_embedded() {
  [ -z "$postgres_bin" ] || return 0
  local directory=$work/data/postgres
  PGPORT=$(cat "$directory/port")
  PGPASSWORD=$(cat "$directory/password")
  PGDATABASE=otagate
  BENCH_POSTGRES_PID=$(head -n 1 "$directory/data/postmaster.pid")
  export PGPORT PGPASSWORD PGDATABASE BENCH_POSTGRES_PID
  export OTAGATE_DATABASE_EMBEDDED=false
  export OTAGATE_DATABASE_URI=postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE
}

# Starts a gateway with the default settings and the settings $2..., and sets $1_PORT and $1_PID. Its log goes to BENCH_GATEWAY_LOG.
start_gateway() {
  local name=$1 port management pid java_options
  shift
  choose_java_options "${OTAGATE_JAVA_OPTS:-}"
  port=$(free_port)
  management=$(free_port)
  # The load comes from one address.
  env OTAGATE_HTTP_MAX_CONNECTIONS=20000 OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS=20000 "$@" \
    OTAGATE_HTTP_PORT="$port" OTAGATE_MANAGEMENT_PORT="$management" OTAGATE_SHUTDOWN_DRAIN_MS=0 \
    java "${java_options[@]}" -jar "$jar" serve >>"${BENCH_GATEWAY_LOG:-/dev/null}" &
  pid=$!
  gateways+=("$pid")
  for _ in $(seq 1 480); do
    kill -0 "$pid" 2>/dev/null || die "a gateway ended; set BENCH_GATEWAY_LOG to a file and look there"
    if local_curl --max-time 2 "http://127.0.0.1:$management/health/ready"; then
      export "${name}_PORT=$port" "${name}_PID=$pid"
      return 0
    fi
    sleep 0.25
  done
  die "a gateway did not become ready within two minutes"
}

# Creates an account without a rate limit, and an access key.
make_key() {
  local key
  java -jar "$jar" account create bench --rate 0 >/dev/null
  key=$(java -jar "$jar" key create --account bench)
  BENCH_KEY_ID=$(json_field accessKeyId <<<"$key")
  BENCH_KEY_SECRET=$(json_field accessKeySecret <<<"$key")
  export BENCH_KEY_ID BENCH_KEY_SECRET
}

# Runs the class $1 with the arguments $2..., in the background, so that this script reacts to signals at once.
bench_java() {
  local class=$1
  shift
  java -Xmx512m -XX:+UseSerialGC -XX:MaxDirectMemorySize=1g -Dbench.ticks="$(getconf CLK_TCK)" \
    ${work:+"-Djava.io.tmpdir=$work/load"} -cp "$program_classpath" "dev.otagate.bench.$class" "$@" &
  bench=$!
  wait "$bench"
  bench=
}

prepare() {
  build
  find_postgres
  mkdir -p "$bench_parent"
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "$bench_parent/otagate-bench.XXXXXX")
  mkdir "$work/load"
  case $(stat -f -c %T "$work") in
    tmpfs | ramfs) echo "warning: $work is in memory, so commits cost less than on a disk; set BENCH_DIRECTORY" >&2 ;;
  esac
  echo "the gateways log each request, as by default, to ${BENCH_GATEWAY_LOG:-/dev/null}" >&2
  OTAGATE_SECRETS_MASTER_KEY=$(head -c 32 /dev/urandom | base64)
  export OTAGATE_SECRETS_MASTER_KEY
  export OTAGATE_DATABASE_DATA_DIRECTORY=$work/data
  start_postgres
}

# Runs the class $1 with the arguments $2... on one gateway with default settings.
bench_one_gateway() {
  prepare
  start_gateway BENCH_GATEWAY
  adopt_embedded
  bench_java "$@"
}
