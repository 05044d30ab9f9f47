#!/usr/bin/env bash
# Prometheus' own program reads the alerts, and plays through what they say when: alerts.yaml.
#
# Needs promtool, which comes with Prometheus.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

command -v promtool >/dev/null || {
  echo 'skipped: promtool is not installed'
  exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node -r ts-node/register/transpile-only test/database/write-alerts.ts "$work/rules.yaml"
cp test/database/alerts.yaml "$work"
promtool check rules "$work/rules.yaml"
promtool test rules "$work/alerts.yaml"
