#!/usr/bin/env bash
# Puts a backup in the place of what a running database and site have. Everything that takes long is done beside that;
# then the tables change places in one statement, and the files by renaming.
#
# BACKUP       id of the backup, or "newest", the last one of the schedule; empty to list them and do nothing
# ONLY         "database" or "files"; empty for both
# SAFETY       "no": without a backup first of what is there now
# DATABASE, DATABASE_HOST, DATABASE_PORT   where to, as the account "restore"
# FILES        folder with the files; empty for none
# SETTLE       seconds until every web pod sees that files have changed
# BACKUPS, ENCRYPTION_KEY, UNENCRYPTED, ACCOUNTS   see backup-volume.sh and client-options.sh
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR
source "$scripts/backup-volume.sh"
# shellcheck source-path=SCRIPTDIR
source "$scripts/client-options.sh"

readonly TEMPORARY=${TMPDIR:-/tmp}
readonly OPTIONS=$TEMPORARY/restore.cnf
# Schemas of the account "restore", besides DATABASE: for what comes, and for what goes.
readonly INCOMING=${DATABASE}_restore
readonly OUTGOING=${DATABASE}_replaced
readonly NEW_FILES=$FILES/.restore-new
readonly OLD_FILES=$FILES/.replaced-old
# Web pods take it for a sign that the site is closed while it is younger than ten minutes, see wp-config.php.
readonly CLOSED=$FILES/.maintenance

keeper=''

# Every statement sees what was committed before it, on whichever node.
sql() {
  mariadb --defaults-file="$OPTIONS" --init-command='set session wsrep_sync_wait = 15' \
    --default-character-set=utf8mb4 --batch --skip-column-names "$@"
}

# Whether PART comes from the backup FOLDER.
comes() {
  [[ -z ${ONLY:-} || $ONLY == "${2%%.*}" ]] && has_part "$1" "$2"
}

list() {
  local id
  log 'backups here, of which BACKUP may name one:'
  for id in $(finished); do
    echo "$id  $(du -sh "$BACKUPS/$id" | cut -f 1)  $(cat "$BACKUPS/$id/REASON" 2>/dev/null || true)"
  done
}

choose() {
  if [[ $BACKUP == newest ]]; then
    regular | tail -n 1 | grep . || fail 'there is no backup'
  else
    finished | grep -Fx -- "$BACKUP" || fail "there is no backup $BACKUP"
  fi
}

# What an earlier one left that was killed, and this one in the end.
clear_away() {
  [[ -z $keeper ]] || kill "$keeper" 2>/dev/null || true
  keeper=''
  if [[ -n $FILES ]]; then rm -rf "$CLOSED" "$NEW_FILES" "$OLD_FILES"; fi
  sql -e "drop database if exists \`$INCOMING\`; drop database if exists \`$OUTGOING\`"
}

# A column of information_schema as a name in a statement.
name() { echo "concat('\`', replace($1, '\`', '\`\`'), '\`')"; }

# tables SCHEMA: their names, quoted.
tables() {
  sql -e "select $(name table_name) from information_schema.tables where table_schema = '$1' and table_type <> 'VIEW'"
}

# drops SCHEMA: the statements that remove everything but tables, which can't move to another schema with those.
drops() {
  sql -e "
    select concat('drop trigger \`$1\`.', $(name trigger_name), ';') from information_schema.triggers where trigger_schema = '$1';
    select concat('drop view \`$1\`.', $(name table_name), ';') from information_schema.views where table_schema = '$1';
    select concat('drop ', routine_type, ' \`$1\`.', $(name routine_name), ';') from information_schema.routines where routine_schema = '$1';
    select concat('drop event \`$1\`.', $(name event_name), ';') from information_schema.events where event_schema = '$1';"
}

load_database() {
  log "loading the dump into $INCOMING"
  # In one connection, so that all of it goes to one node.
  {
    echo "create database \`$INCOMING\`; use \`$INCOMING\`;"
    unpack "$1" database.sql.gz | portable
  } | sql --max-allowed-packet=64M || fail 'the dump could not be loaded; nothing has changed'
  [[ -n $(tables "$INCOMING") ]] || fail 'the dump has no tables; nothing has changed'
}

# The swap as a file, so that nothing can go wrong any more but the statements themselves.
write_swap() {
  local table views
  drops "$INCOMING"
  drops "$DATABASE"
  echo "create database \`$OUTGOING\`;"
  {
    for table in $(tables "$DATABASE"); do echo "\`$DATABASE\`.$table to \`$OUTGOING\`.$table"; done
    for table in $(tables "$INCOMING"); do echo "\`$INCOMING\`.$table to \`$DATABASE\`.$table"; done
  } | paste --serial --delimiters=, | sed 's/^/rename table /; s/$/;/'
  echo "use \`$DATABASE\`;"
  mapfile -t views < <(sql -e "select table_name from information_schema.views where table_schema = '$INCOMING'")
  mariadb-dump --defaults-file="$OPTIONS" --no-data --no-create-info --skip-lock-tables --skip-add-locks \
    --routines --events --triggers --no-tablespaces --default-character-set=utf8mb4 "$INCOMING" | portable
  ((${#views[@]} == 0)) ||
    mariadb-dump --defaults-file="$OPTIONS" --no-data --skip-triggers --skip-lock-tables --skip-add-locks \
      --no-tablespaces --default-character-set=utf8mb4 "$INCOMING" "${views[@]}" | portable
}

swap_database() {
  write_swap >"$TEMPORARY/swap.sql"
  sql <"$TEMPORARY/swap.sql" || fail "changing places failed half-way: restore again, this one or the backup made before it"
  log "$DATABASE has the tables of the backup"
}

extract_files() {
  local needed available
  needed=$(($(unpack "$1" files.tar.gz | wc -c) / 1024))
  available=$(df -Pk "$FILES" | awk 'NR == 2 { print $4 }')
  ((available >= needed)) || fail "$available KiB are free for the files and $needed KiB are needed beside those that are there"
  log 'extracting the files beside those that are there'
  mkdir "$NEW_FILES"
  unpack "$1" files.tar.gz | tar --extract --directory="$NEW_FILES" || fail 'the files could not be extracted; nothing has changed'
}

# entries FOLDER: what is in it, but for what is ours or the storage's own.
entries() {
  find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' |
    grep -vxE '\.maintenance|\.restore-new|\.replaced-old|lost\+found|\.snapshots?' || true
}

# Each entry is away for no longer than between two renames.
swap_files() {
  local entry coming
  mkdir "$OLD_FILES"
  coming=$(entries "$NEW_FILES")
  while IFS= read -r entry; do
    grep -qFx -- "$entry" <<<"$coming" || mv "$FILES/$entry" "$OLD_FILES/"
  done < <(entries "$FILES")
  while IFS= read -r entry; do
    [[ -n $entry ]] || continue
    [[ ! -e $FILES/$entry ]] || mv "$FILES/$entry" "$OLD_FILES/"
    mv "$NEW_FILES/$entry" "$FILES/"
  done <<<"$coming"
  log "$FILES has the files of the backup"
}

# Nothing that visitors write from here on gets lost without their knowing.
close_site() {
  [[ -n $FILES ]] || return 0
  touch "$CLOSED"
  while sleep 60; do touch "$CLOSED"; done &
  keeper=$!
  log "the site is closed; waiting $SETTLE s until every web pod knows"
  sleep "$SETTLE"
}

main() {
  local id folder
  [[ ${ONLY:-} =~ ^(database|files|)$ ]] || fail 'ONLY is "database", "files" or empty'
  if [[ -z $BACKUP ]]; then
    list
    return
  fi
  id=$(choose)
  folder=$BACKUPS/$id
  verify "$id"
  client_options restore "$OPTIONS"
  clear_away
  trap 'clear_away || true' EXIT
  trap 'exit 143' TERM INT

  if comes "$folder" database.sql.gz; then load_database "$folder"; fi
  if [[ -n $FILES ]] && comes "$folder" files.tar.gz; then extract_files "$folder"; fi
  close_site
  if [[ ${SAFETY:-} != no ]]; then
    KEEP='' KEEP_DAYS='' JOB='' REASON="before the restore of $id" bash "$scripts/backup.sh" ||
      fail 'what is there now could not be backed up, and nothing has changed: set SAFETY=no to do without'
  fi
  if comes "$folder" database.sql.gz; then swap_database; fi
  if [[ -n $FILES ]] && comes "$folder" files.tar.gz; then swap_files; fi
  log "restored ${ONLY:-all} of $id in $SECONDS s"
}

main
