#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: test-timing.sh [OPTION...]

Starts a gateway with its own database, and compares the response times of requests that a client must not be able to distinguish: a
product that does not exist and a product of another account, for several operations; a signature that is wrong in its first byte and one
that is wrong in its last byte. Takes one minute. The machine must be idle.

  --pair-seconds N         for each of the five pairs (12)
  --max-z N                limit for z of the Mann-Whitney test (4)
  --max-difference-us N    limit for the difference of the medians, in microseconds (20)
  --jar FILE               target/otagate.jar, built if needed
  --directory DIRECTORY    where the gateway's directory is created (/var/tmp)
  --warm-up-seconds N      load before the first measurement (15)

Each line shows both medians and z. A pair differs if z and the difference of the medians are both above their limits. A real difference
has the same sign in a second run.
Exit status: 0 if no pair differs, 1 if one does, 2 for wrong usage.
EOT
}

help_if_asked "$@"
jar=target/otagate.jar
starts_build=yes
arguments=("$@")
while [ $# -gt 0 ]; do
  case $1 in
    --pair-seconds | --max-z | --max-difference-us | --directory | --warm-up-seconds) ;;
    --jar) starts_build= ;;
    *) usage "there is no option $1" ;;
  esac
  [ $# -ge 2 ] || usage "$1 takes a value"
  [ "$1" != --jar ] || jar=$2
  shift 2
done

require_java javac
if [ -n "$starts_build" ]; then build_jar "$jar"; fi
build_programs
exec java -Xmx256m -cp "$program_classpath" dev.otagate.chaos.hostile.Timing "${arguments[@]}"
