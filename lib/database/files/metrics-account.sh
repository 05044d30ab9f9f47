#!/usr/bin/env bash
# Writes the exporter's account as an option file, from the mounted Secret.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-accounts.sh"

umask 027
password=$(quoted_password metrics \")
printf '[client]\nuser = metrics\npassword = %s\nsocket = /run/mysqld/mysqld.sock\n' "$password" >/run/metrics/my.cnf
