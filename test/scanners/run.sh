#!/usr/bin/env bash
# Runs all scanners over dist/production. Builds them first if they are not there.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
SCANNERS=$("$here/build.sh")
export SCANNERS
exec node -r ./scripts/typescript.js test/scanners/scan.ts
