#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
called_in=$PWD
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: run.sh [--config FILE]

Builds otagate if needed, and runs it with its embedded PostgreSQL until you press Ctrl-C or send a signal. The first start creates an
account, a product and an access key, and writes them to first-key.env in the data directory. Each start prints a command that creates a
module, and a link that opens the console in a browser, once and for ten minutes.

Settings are in conf/gateway.yaml, or in FILE, and in the environment. Relative paths in them begin at the repository's root.
OTAGATE_JAVA_OPTS replaces -Xmx320m, which limits the heap.

Exit status: 0 after a signal, 1 if the start failed, 2 for wrong usage, 3 if the gateway ran out of memory.
EOT
}

help_if_asked "$@"
arguments=()
case ${1:-} in
  --config)
    [ $# -ge 2 ] || usage "$1 takes a value"
    no_arguments "${@:3}"
    case $2 in /*) config=$2 ;; *) config=$called_in/$2 ;; esac
    if [ ! -f "$config" ] || [ ! -r "$config" ]; then usage "\"$2\" is not a file that can be read"; fi
    arguments=(--config "$config")
    ;;
  *) no_arguments "$@" ;;
esac

jar=target/otagate.jar
choose_java_options "${OTAGATE_JAVA_OPTS:-}"
build_jar "$jar"
# No load balancer needs time to notice that this gateway drains.
export OTAGATE_SHUTDOWN_DRAIN_MS=${OTAGATE_SHUTDOWN_DRAIN_MS:-0}

echo "starting the gateway ..." >&2
status=0
run_until_it_ends java "${java_options[@]}" -jar "$jar" serve "${arguments[@]}" \
  --first-key="$(printf '%q' "$PWD/scripts/create-module.sh") --env {env} {tls}ble" || status=$?
# The gateway stopped because of a signal, which is success.
case $status in 130 | 143) status=0 ;; esac
exit "$status"
