# shellcheck shell=bash
# What the scripts share. Sourced, with errexit on.

die() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

require() {
  command -v "$1" >/dev/null || die "$1 is needed; $2"
}

# The value of a text field in a JSON object on standard input.
json_field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# The directory of Debian's newest initdb and pg_ctl; nothing where there is none.
debian_postgres() {
  local candidate found=
  for candidate in /usr/lib/postgresql/*/bin; do
    if [ -x "$candidate/initdb" ]; then found=$candidate; fi
  done
  echo "$found"
}

# How to run PostgreSQL's programs, into the array postgres_user: as the user postgres where this is root.
choose_postgres_user() {
  postgres_user=()
  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || die "PostgreSQL does not run as root, and there is no user postgres"
    require runuser "install util-linux, or run this as another user"
    postgres_user=(runuser -u postgres --)
  fi
}

as_postgres() {
  "${postgres_user[@]}" "$@"
}

# Builds the jar $1 where it is missing or older than the sources.
build_jar() {
  require java "install a JDK, 17 or later"
  if [ ! -f "$1" ] || [ -n "$(find pom.xml src/main -newer "$1" -print -quit)" ]; then
    require mvn "install Maven, 3.8.7 or later"
    echo "building otagate ..." >&2
    mvn -q -B -DskipTests package
  fi
}
