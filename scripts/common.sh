# shellcheck shell=bash
# Functions for all scripts. Sourced in the repository's root with errexit on. A script defines help(), which prints its usage.

script=$(basename -- "$0")

# Programs that a script starts do not use a proxy for loopback addresses.
no_proxy=${no_proxy:-${NO_PROXY:-}}
[ "$no_proxy" = '*' ] || no_proxy=${no_proxy:+$no_proxy,}127.0.0.1,localhost,::1
NO_PROXY=$no_proxy
export no_proxy NO_PROXY

# Java needs a UTF-8 locale for file names that are not ASCII.
[ "$(locale charmap 2>/dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8

die() {
  echo "$script: $*" >&2
  exit 1
}

usage() {
  local message=$*
  echo "$script: ${message//[[:cntrl:]]/ }; $script --help shows the usage" >&2
  exit 2
}

# Prints the help and ends the script if an argument before "--" asks for it.
help_if_asked() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help)
        help
        exit 0
        ;;
      --) return 0 ;;
    esac
  done
}

no_arguments() {
  [ $# = 0 ] || usage "\"$1\" is not expected"
}

# Checks that $2, the value of $1, is a whole number from $3 to $4.
check_number() {
  if ! [[ $2 =~ ^(0|[1-9][0-9]{0,9})$ ]] || [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
    usage "$1 takes a whole number from $3 to $4, not \"$2\""
  fi
}

# Checks that $2, the value of $1, is the URL of a gateway. IPv6 addresses are in brackets.
check_endpoint() {
  [[ $2 =~ ^https?://[^/?#@]+/.+ ]] && usage "$1 \"$2\" has a path; the API is at / only"
  if ! [[ $2 =~ ^https?://([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:([0-9]{1,5}))?$ ]] ||
    { [ -n "${BASH_REMATCH[3]}" ] && ! ((10#${BASH_REMATCH[3]} >= 1 && 10#${BASH_REMATCH[3]} <= 65535)); }; then
    usage "$1 takes http://HOST:PORT or https://HOST:PORT, not \"$2\""
  fi
}

require() {
  command -v "$1" >/dev/null || die "$1 is needed; $2"
}

require_java() {
  local version
  require "$1" "install a JDK, 17 or later"
  version=$("$1" -version 2>&1 | sed -n 's/.*\(javac\|version\) "\{0,1\}\([0-9]*\)[^0-9].*/\2/p' | head -n 1) || true
  [ "${version:-17}" -ge 17 ] || die "$1 is version $version; 17 or later is needed"
}

# Prints the value of the text field $1 of the JSON object on standard input.
json_field() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"
}

# Sets the variables whose names match the pattern $2 from the NAME=VALUE lines of the file $1. Values may be in single quotes. The file is
# parsed, not sourced: nothing in it is executed.
load_env() {
  local line name value
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    name=${line%%=*} value=${line#*=}
    [[ $line == *=* && $name =~ ^[A-Z][A-Z0-9_]*$ && $name =~ $2 ]] || continue
    if [[ $value == \'*\' ]]; then
      value=${value:1:-1}
      value=${value//"'\\''"/"'"}
    fi
    printf -v "$name" '%s' "$value"
  done <"$1"
}

# Prints a line for such a file.
env_line() {
  printf "%s='%s'\n" "$1" "${2//"'"/"'\\''"}"
}

# curl for servers on this machine.
local_curl() {
  curl -q -s -f --noproxy '*' -o /dev/null "$@"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# Prints the directory of Debian's newest initdb and pg_ctl, or nothing.
debian_postgres() {
  local candidate found=
  for candidate in /usr/lib/postgresql/*/bin; do
    if [ -x "$candidate/initdb" ]; then found=$candidate; fi
  done
  echo "$found"
}

# Sets the array postgres_user to a command that runs PostgreSQL's programs as the user postgres, if this is root.
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

# Puts the options of a gateway's JVM into the array java_options. $1 replaces the heap limit (docs/operate/tune.md).
# A gateway that runs out of memory ends with status 3.
choose_java_options() {
  local option
  read -r -d '' -a java_options <<<"${1:--Xmx320m}" || true
  for option in "${java_options[@]}"; do
    [[ $option == -* ]] || usage "\"$option\" is not an option of Java"
  done
  java_options=(-XX:+ExitOnOutOfMemoryError "${java_options[@]}")
}

# Runs a program until it ends, and returns its status. Sends it SIGTERM if this script gets SIGTERM, SIGINT or SIGHUP.
run_until_it_ends() {
  local status child='' signalled=''
  trap 'signalled=yes; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true' TERM INT HUP
  "$@" &
  child=$!
  [ -z "$signalled" ] || kill -TERM "$child" 2>/dev/null || true
  while :; do
    status=0
    # A signal ends a wait early.
    wait "$child" || status=$?
    kill -0 "$child" 2>/dev/null || break
  done
  trap - TERM INT HUP
  return "$status"
}

# shellcheck source=scripts/build.sh
. scripts/build.sh
