#!/usr/bin/env bash
# Makes one backup, the database's dump and the site's files under one id, and drops the oldest ones.
#
# DATABASE, DATABASE_HOST, DATABASE_PORT   what to dump, as the account "backup"
# FILES        folder to archive; empty for none
# KEEP         how many backups stay; empty for all
# KEEP_DAYS    how many days older ones may stay beyond that count; empty for none
# JOB          identity of the Job: what it has made already it does not make again
# REASON       what for, if it is not one of the schedule
# BACKUPS, ENCRYPTION_KEY, ACCOUNTS   see backup-volume.sh and client-options.sh
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR
source "$scripts/backup-volume.sh"
# shellcheck source-path=SCRIPTDIR
source "$scripts/client-options.sh"

readonly OPTIONS=${TMPDIR:-/tmp}/backup.cnf

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

# The schema as of one moment, without locking anybody out: LOCK TABLES and replicated system tables hurt a cluster. Each
# statement is a transaction of its own when it is restored, since a cluster takes none of the size of a table.
dump_database() {
  log "dumping $DATABASE from $DATABASE_HOST"
  mariadb-dump --defaults-file="$OPTIONS" --single-transaction --quick --routines --events --triggers \
    --skip-add-locks --skip-lock-tables --skip-disable-keys --skip-no-autocommit --no-tablespaces \
    --default-character-set=utf8mb4 --hex-blob "$DATABASE" | pack >"$(packed "$1" database.sql.gz)"
  [[ $(unpack "$1" database.sql.gz | tail -n 1) == '-- Dump completed'* ]] || fail 'the dump is cut off'
}

# Files may come and go while they are read: that is no error of the archive.
archive_files() {
  log "archiving $FILES"
  {
    status=0
    tar --create --warning=no-file-changed --warning=no-file-removed --directory="$FILES" \
      --exclude='./.maintenance' --exclude='./.restore-*' --exclude='./.replaced-*' . || status=$?
    ((status <= 1)) || fail "the archive of the files failed with status $status"
  } | pack >"$(packed "$1" files.tar.gz)"
  unpack "$1" files.tar.gz >/dev/null
}

# All but the newest KEEP; with KEEP_DAYS only those of them that are older. Others go with those that are as old.
drop_old() {
  local id oldest_kept='' oldest
  [[ -z $KEEP_DAYS ]] || oldest_kept=$(date --utc --date="$KEEP_DAYS days ago" +%Y%m%dT%H%M%SZ)
  for id in $(regular | head -n "-$KEEP"); do
    [[ -z $oldest_kept || $id < $oldest_kept ]] || continue
    log "dropping $id"
    rm -r "${BACKUPS:?}/$id"
  done
  read -r oldest < <(regular) || return 0
  for id in $(finished); do
    [[ $id < $oldest ]] || continue
    log "dropping $id"
    rm -r "${BACKUPS:?}/$id"
  done
}

# After a pod that was lost, or that could not copy its backup elsewhere, the Job starts another one.
made_already() {
  local newest
  newest=$(finished | tail -n 1)
  [[ -n ${JOB:-} && -n $newest && $(cat "$BACKUPS/$newest/JOB" 2>/dev/null) == "$JOB" ]] || return 1
  log "$newest is this Job's: it is there already"
}

main() {
  local id partial
  ! made_already || return 0
  id=$(date --utc +%Y%m%dT%H%M%SZ)
  partial=$BACKUPS/.$id.partial
  rm -rf "$BACKUPS"/.*.partial
  check_space
  client_options backup "$OPTIONS"
  mkdir "$partial"
  dump_database "$partial"
  [[ -z $FILES ]] || archive_files "$partial"
  [[ -z ${JOB:-} ]] || echo "$JOB" >"$partial/JOB"
  [[ -z ${REASON:-} ]] || echo "$REASON" >"$partial/REASON"
  seal "$partial"
  sync
  mv --no-target-directory "$partial" "$BACKUPS/$id"
  sync
  log "finished $id: $(du -sh "$BACKUPS/$id" | cut -f 1) in $SECONDS s"
  [[ -z $KEEP ]] || drop_old
}

main
