#!/usr/bin/env bash
# Runs the tests of what Argo CD itself makes of dist/, on a simulated cluster of their own. Arguments go to Jest.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ARGO_CD=$("$here/build.sh")
export ARGO_CD JEST_CONFIG=jest.argo-cd.config.js
exec "$here/../run.sh" "$@"
