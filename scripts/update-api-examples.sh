#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: update-api-examples.sh

Writes the examples in docs/user/api.md and docs/user/retries.md from the responses of a running gateway. "mvn verify" fails if the
examples are wrong.
EOT
}

help_if_asked "$@"
no_arguments "$@"

run_maven verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ApiExamplesIT -Dapi.examples.write=true
git --no-pager diff --stat -- docs/user
