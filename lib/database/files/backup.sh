#!/usr/bin/env bash
# Makes one backup, the database's dump and the site's files under one id, and drops the oldest ones.
#
# DATABASE, DATABASE_HOST, DATABASE_PORT   what to dump, as the account "backup"
# KEEP         how many backups stay
# KEEP_DAYS    how many days older ones may stay beyond that count; empty for none
# FILES        folder to archive; empty for none
# BACKUPS, PASSWORD_FILE   where they are mounted, if elsewhere
set -euo pipefail

readonly BACKUPS=${BACKUPS:-/backups}
readonly PASSWORD=${PASSWORD_FILE:-/etc/backup-account/backup}
readonly OPTIONS=${TMPDIR:-/tmp}/backup.cnf

log() { echo "backup: $*" >&2; }

fail() {
  log "$*"
  exit 1
}

# The account as an option file: neither the environment nor a command line shows it.
write_options() {
  local password
  password=$(<"$PASSWORD")
  password=${password//\\/\\\\}
  (
    umask 077
    printf '[client]\nuser = backup\npassword = "%s"\nhost = %s\nport = %s\n' \
      "${password//\"/\\\"}" "$DATABASE_HOST" "$DATABASE_PORT" >"$OPTIONS"
  )
}

# Finished backups, oldest first.
finished() { find "$BACKUPS" -mindepth 1 -maxdepth 1 -type d -name '20*Z' -printf '%f\n' | sort; }

# Room for as much as the newest backup took, and a fifth more.
check_space() {
  local newest needed available
  newest=$(finished | tail -n 1)
  [[ -n $newest ]] || return 0
  needed=$(($(du -sk "$BACKUPS/$newest" | cut -f 1) * 6 / 5))
  available=$(df -Pk "$BACKUPS" | awk 'NR == 2 { print $4 }')
  ((available >= needed)) ||
    fail "$available KiB are free and the next backup may need $needed KiB: enlarge the volume or keep fewer backups"
}

# The schema as of one moment, without locking anybody out: LOCK TABLES and replicated system tables hurt a cluster.
dump_database() {
  log "dumping $DATABASE from $DATABASE_HOST"
  mariadb-dump --defaults-file="$OPTIONS" --single-transaction --quick --routines --events --triggers \
    --skip-add-locks --skip-lock-tables --no-tablespaces --default-character-set=utf8mb4 --hex-blob \
    "$DATABASE" | gzip >"$1"
  [[ $(gzip -dc "$1" | tail -n 1) == '-- Dump completed'* ]] || fail 'the dump is cut off'
}

# Files may come and go while they are read: that is no error of the archive.
archive_files() {
  local status=0
  log "archiving $FILES"
  tar --create --gzip --file="$1" --warning=no-file-changed --warning=no-file-removed \
    --directory="$FILES" . || status=$?
  ((status <= 1)) || fail "the archive of the files failed with status $status"
  gzip --test "$1"
}

# All but the newest KEEP; with KEEP_DAYS only those of them that are older.
drop_old() {
  local id oldest_kept=''
  [[ -z $KEEP_DAYS ]] || oldest_kept=$(date --utc --date="$KEEP_DAYS days ago" +%Y%m%dT%H%M%SZ)
  for id in $(finished | head -n "-$KEEP"); do
    [[ -z $oldest_kept || $id < $oldest_kept ]] || continue
    log "dropping $id"
    rm -r "${BACKUPS:?}/$id"
  done
}

main() {
  local id partial
  id=$(date --utc +%Y%m%dT%H%M%SZ)
  partial=$BACKUPS/.$id.partial
  rm -rf "$BACKUPS"/.*.partial
  check_space
  write_options
  mkdir "$partial"
  dump_database "$partial/database.sql.gz"
  [[ -z $FILES ]] || archive_files "$partial/files.tar.gz"
  (cd "$partial" && sha256sum -- * >SHA256SUMS)
  sync
  mv "$partial" "$BACKUPS/$id"
  sync
  log "finished $id: $(du -sh "$BACKUPS/$id" | cut -f 1)"
  drop_old
}

main
