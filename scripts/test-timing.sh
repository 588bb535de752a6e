#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: test-timing.sh [OPTION...]

Starts a gateway with a database of its own, and compares how long requests take that a client must not be able to tell apart: a
product that does not exist and one of another account, for several operations; a signature that is wrong in its first octet and
one in its last. Measures for a minute. The machine must have nothing else to do.

  --pair-seconds N         for each of the five pairs (12)
  --max-z N                standard deviations of the Mann-Whitney test (4)
  --max-difference-us N    difference of the medians in microseconds (20)
  --jar FILE               (target/otagate.jar, built if needed)
  --directory DIRECTORY    where the gateway's directory is made (/var/tmp)
  --warm-up-seconds N      of honest load before the first measurement (15)

Each line has the medians of both requests and z. A pair differs, and the exit status is 1, if z is beyond its bound and the
medians differ by more than theirs: z alone finds differences that are too small to use, and a median alone finds chance.
Run it again before you believe a difference; a real one returns with the same sign.
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
