#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: bench-hot-parts.sh                   two minutes
       bench-hot-parts.sh --long            more forks and iterations
       bench-hot-parts.sh -- OPTION...      options and benchmark names for JMH; "-- -h" lists them

Measures parts of a request, from parsing to the response, with JMH: time and allocated bytes for each operation.
EOT
}

help_if_asked "$@"
options=(-f 1 -wi 3 -w 1 -i 5 -r 1)
case ${1:-} in
  --long)
    options=(-f 3 -wi 5 -w 2 -i 10 -r 2)
    shift
    no_arguments "$@"
    ;;
  --) shift ;;
  *) no_arguments "$@" ;;
esac

build_programs
java -cp "$program_classpath" org.openjdk.jmh.Main \
  "${options[@]}" -prof gc -foe true -rf csv -rff target/jmh.csv "$@"

# Prints one line for each benchmark. JMH's CSV has one line for each benchmark and figure.
awk -F, '
  function bare(field) { gsub(/"/, "", field); sub(/^dev\.otagate\.[a-z]+\./, "", field); return field }
  NR > 1 && $1 !~ /:/ { name = bare($1); names[++count] = name; time[name] = $5; error[name] = $6 }
  NR > 1 && $1 ~ /gc\.alloc\.rate\.norm/ { name = bare($1); sub(/:.*/, "", name); bytes[name] = $5 }
  END {
    printf "\n| %-36s | %9s | %9s | %6s |\n| --- | --: | --: | --: |\n", "", "ns", "+/-", "bytes"
    for (i = 1; i <= count; i++)
      printf "| %-36s | %9.0f | %9.0f | %6.0f |\n", names[i], time[names[i]], error[names[i]], bytes[names[i]]
  }' target/jmh.csv
