#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: fuzz.sh [--seconds N] [--list] [TARGET...]

Runs the fuzz tests (Jazzer) with new inputs. "mvn verify" runs them only with the inputs in src/test/resources.

  --seconds N    for each target (60)
  --list         lists the targets
  TARGET         a class, such as FormDecoderFuzzTest, or a method, such as TimestampsFuzzTest#readsWhatTheJdkReads (all)

If an input fails, the script writes it to src/test/resources: fix the code, and commit both. Other interesting inputs are kept in
.cifuzz-corpus for the next run.
Exit status: 0 if no input fails, 1 if one does, 2 for wrong usage.
EOT
}

help_if_asked "$@"
seconds=60 list='' wanted=()
while [ $# -gt 0 ]; do
  case $1 in
    --list) list=yes ;;
    --seconds)
      [[ ${2:-} =~ ^[1-9][0-9]{0,6}$ ]] || usage "--seconds takes a whole number from 1"
      seconds=$2
      shift
      ;;
    -*) usage "there is no option $1" ;;
    *) wanted+=("$1") ;;
  esac
  shift
done

# Prints CLASS#METHOD for each fuzz test.
targets() {
  local file
  find src/test/java -name '*FuzzTest.java' | sort | while read -r file; do
    awk -v class="$(basename "$file" .java)" '
      /@FuzzTest/ { found = 1; next }
      found && /void / { sub(/.*void /, ""); sub(/\(.*/, ""); print class "#" $0; found = 0 }' "$file"
  done
}

mapfile -t all < <(targets)
if [ -n "$list" ]; then
  printf '%s\n' "${all[@]}"
  exit
fi
chosen=()
for target in "${all[@]}"; do
  if [ "${#wanted[@]}" = 0 ]; then chosen+=("$target"); fi
  for name in "${wanted[@]}"; do
    if [ "$name" = "$target" ] || [ "$name" = "${target%%#*}" ]; then chosen+=("$target"); fi
  done
done
[ "${#chosen[@]}" -gt 0 ] || usage "there is no target ${wanted[*]}; --list lists the targets"

run_maven -ntp test-compile
status=0
for target in "${chosen[@]}"; do
  echo "fuzzing $target for $seconds s ..."
  # Jazzer needs most of a minute before the first input.
  JAZZER_FUZZ=1 mvn -B -ntp -q surefire:test -Dtest="$target" -Dtest.jvm.options="-Xmx1g -Djazzer.hooks=true \
-Djazzer.instrument=dev.otagate.** -Djazzer.max_duration=${seconds}s \
-Djunit.jupiter.execution.timeout.default=$((seconds + 600))s" || status=1
done
exit "$status"
