#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: mutate.sh [PACKAGE...]

Changes the code of a package in small ways and runs the tests of that package on each change (PIT). A change that no test notices is a
survivor: add the test that is missing, or find out why the change makes no difference. Packages: signature, parameter, limit, store
(all four), the store without the classes that need a database or the event bus. The report is
target/pit-reports/PACKAGE/index.html. Exit status 1 if less than 85 percent of the changes are noticed in a package, 2 for wrong
usage.
EOT
}

# What these classes do needs a database or the event bus; the integration tests test them.
with_database=$(printf 'dev.otagate.store.%s*,' StoreConnection StoreVerticle StoreClient StoreRequest MaintenanceVerticle \
  PlannerSettings Alarm)
with_database=${with_database%,}

help_if_asked "$@"
packages=("$@")
[ $# -gt 0 ] || packages=(signature parameter limit store)
for package in "${packages[@]}"; do
  case $package in
    signature | parameter | limit | store) ;;
    *) usage "there is no package \"$package\" to mutate" ;;
  esac
done

run_maven -ntp -Dspotless.check.skip test-compile
status=0
for package in "${packages[@]}"; do
  echo "mutating dev.otagate.$package ..."
  # The interleavings and simulations of the limiter take seconds for each mutation, and the fuzz tests repeat the others.
  mvn -B -ntp -q org.pitest:pitest-maven:mutationCoverage -Djacoco.skip -DtargetClasses="dev.otagate.$package.*" \
    -DexcludedClasses="$with_database" -DtargetTests="dev.otagate.$package.*Test" \
    -DexcludedTestClasses='*FuzzTest,*ConcurrencyTest,*SimulationTest' -DreportsDirectory="target/pit-reports/$package" \
    -DmutationThreshold=85 >target/pit-"$package".log 2>&1 || status=1
  grep -E '^>> (Generated|Line|Mutations)' target/pit-"$package".log || tail -n 20 target/pit-"$package".log
done
exit "$status"
