#!/usr/bin/env bash
# Proves that the newest backup can be restored: loads it into a database server of its own, which nobody reaches and which
# ends with it, and looks at what is there.
#
# DATABASE       name of the schema
# MAX_AGE        seconds that the newest backup may be old
# CHECKS         statements, one a line, each of which must find something
# WITH_FILES     "yes" if a backup must have files
# SCRATCH        folder for the server's data, if elsewhere
# BACKUPS, ENCRYPTION_KEY   see backup-volume.sh
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/backup-volume.sh"

readonly SCRATCH=${SCRATCH:-/scratch}
readonly SOCKET=$SCRATCH/mariadbd.sock
# The only place that can be written.
export TMPDIR=$SCRATCH

server=''

sql() {
  mariadb --no-defaults --socket="$SOCKET" --user=root --default-character-set=utf8mb4 --batch --skip-column-names "$@"
}

# The moment in an id, in seconds.
moment() { date --utc --date="${1:0:4}-${1:4:2}-${1:6:2}T${1:9:2}:${1:11:2}:${1:13:2}Z" +%s; }

choose() { regular | tail -n 1 | grep . || fail 'there is no backup'; }

# Data that is thrown away needs no care when it is written.
start_server() {
  local output
  rm -rf "$SCRATCH/data"
  mkdir -p "$SCRATCH/data" "$SCRATCH/tmp"
  output=$(mariadb-install-db --no-defaults --datadir="$SCRATCH/data" --tmpdir="$SCRATCH/tmp" --force --skip-name-resolve --skip-test-db \
    --auth-root-authentication-method=normal 2>&1) || fail "no server could be made: $output"
  mariadbd --no-defaults --datadir="$SCRATCH/data" --tmpdir="$SCRATCH/tmp" --socket="$SOCKET" \
    --pid-file="$SCRATCH/mariadbd.pid" --skip-networking --skip-log-bin --max-allowed-packet=64M \
    --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --skip-innodb-doublewrite \
    --skip-performance-schema --event-scheduler=OFF >"$SCRATCH/log" 2>&1 &
  server=$!
  until sql -e 'do 1' 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || fail "the server has ended: $(tail -n 5 "$SCRATCH/log")"
    sleep 0.2
  done
}

stop_server() {
  if [[ -n $server ]]; then
    kill -KILL "$server"
    wait "$server" || true
  fi 2>/dev/null
  rm -rf "$SCRATCH/data"
}

load() {
  {
    echo "create database \`$DATABASE\`; use \`$DATABASE\`;"
    unpack "$1" database.sql.gz | portable
  } | sql --max-allowed-packet=64M || fail "the dump of ${1##*/} could not be loaded"
}

# check_tables: each by the server itself; says how many tables and rows there are.
check_tables() {
  local table problems='' rows=0
  local -a names
  mapfile -t names < <(sql -e "select table_name from information_schema.tables where table_schema = '$DATABASE' and table_type = 'BASE TABLE'")
  ((${#names[@]} > 0)) || fail 'the backup has no tables'
  for table in "${names[@]}"; do
    problems+=$(sql -e "check table \`${table//\`/\`\`}\`" "$DATABASE" | awk -F '\t' '!($3 == "status" && $4 == "OK")')
    ((rows += $(sql -e "select count(*) from \`${table//\`/\`\`}\`" "$DATABASE"))) || true
  done
  [[ -z $problems ]] || fail "tables are damaged: $problems"
  ((rows > 0)) || fail 'the tables of the backup are empty'
  echo "${#names[@]} tables with $rows rows"
}

run_checks() {
  local statement
  while IFS= read -r statement; do
    [[ -n $statement ]] || continue
    [[ -n $(sql -e "$statement" "$DATABASE") ]] || fail "the backup lacks what it must have: $statement"
  done <<<"$CHECKS"
}

check_files() {
  local count
  if ! has_part "$1" files.tar.gz; then
    [[ $WITH_FILES != yes ]] || fail "${1##*/} has no files"
    echo 'no files'
    return
  fi
  count=$(unpack "$1" files.tar.gz | tar --list | grep -cv '/$') || fail "the files of ${1##*/} can't be read"
  echo "$count files"
}

main() {
  local id folder age tables files
  id=$(choose)
  folder=$BACKUPS/$id
  age=$(($(date +%s) - $(moment "$id")))
  ((age <= MAX_AGE)) || fail "the newest backup, $id, is $((age / 3600)) h old, and at most $((MAX_AGE / 3600)) h are right"
  verify "$id"
  files=$(check_files "$folder")
  trap stop_server EXIT
  trap 'exit 143' TERM INT
  start_server
  load "$folder"
  tables=$(check_tables)
  run_checks
  log "passed: $id, $((age / 60)) min old, has $tables and $files; restored in $SECONDS s"
}

main
