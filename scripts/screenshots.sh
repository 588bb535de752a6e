#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

help() {
  cat <<'EOT'
usage: screenshots.sh

Takes the screenshots of the console in docs/images with headless Chromium: the explorer after a create, and the diagnosis of a wrong
signature. It starts a gateway of its own. It needs Debian's packages chromium and chromium-driver, and installs them if it can.
EOT
}

help_if_asked "$@"
no_arguments "$@"

has_chromium() {
  [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ]
}

if ! has_chromium && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium chromium-driver; } >/dev/null 2>&1 || true
fi
has_chromium || die "install chromium and chromium-driver first"

run_maven verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ScreenshotsIT -Dscreenshots.write=true
git --no-pager diff --stat -- docs/images
