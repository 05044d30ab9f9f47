#!/usr/bin/env bash
# Writes the exporter's account as an option file, from the mounted Secret.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-accounts.sh"

umask 027
metrics_options >/run/metrics/my.cnf
