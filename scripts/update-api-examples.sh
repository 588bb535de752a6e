#!/usr/bin/env bash
# Writes the examples of docs/api.md anew: real requests, and what a running gateway answers. `mvn verify` fails where they
# have become untrue.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=ApiExamplesIT -Dapi.examples.write=true
git --no-pager diff --stat -- docs/api.md
