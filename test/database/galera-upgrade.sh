#!/usr/bin/env bash
# Three real nodes of the distribution's release line go over to that of an image, as docs/how-to/change-the-database.md
# has it: all are stopped, and start with the image.
#
# GALERA_IMAGE   folder with the files of an image of a later release line
#
# GALERA_NAME as in galera-local.sh, whose functions this uses.
set -euo pipefail
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source
[[ -n $IMAGE ]] || skip 'GALERA_IMAGE does not name an image'

version() { sql "$1" 'select version()'; }

main() {
  local ordinal newer=$IMAGE seconds
  IMAGE=''
  OWNER=$(id -u mysql)
  fresh
  start_all
  wait_ready 0 1 2
  sql 0 'create table word_press.t (id int primary key auto_increment, v text); insert into word_press.t (v) values ("one"), ("two")'
  say "before: $(version 0)"

  seconds=$SECONDS
  end TERM 0 1 2
  IMAGE=$newer
  # Both lines' official images have the same user; a distribution has its own.
  OWNER=$(chroot "$IMAGE" id -u mysql)
  chown -R "$OWNER:$OWNER" "$ROOT"/node? "$ROOT/backups"
  start_all
  wait_ready 0 1 2
  say "after $((SECONDS - seconds)) s: $(version 2)"
  for ordinal in 0 1 2; do
    # shellcheck disable=SC2016
    in_node "$ordinal" bash -c 'MYSQL_PWD=$(</etc/galera-accounts/root) mariadb-upgrade --no-defaults --socket=/run/mysqld/mysqld.sock --user=root' >"$ROOT/upgrade" ||
      die "mariadb-upgrade on node $ordinal: $(cat "$ROOT/upgrade")"
  done
  expect 'rows' 2 "$(sql 1 'select count(*) from word_press.t')"
  expect 'a password from before' 1 "$(sql 2 'select 1')"
  backup 1 2

  say 'a full copy with the new line'
  end KILL 2
  rm -rf "$ROOT/node2/data" && install -d -o "$OWNER" -g "$OWNER" "$ROOT/node2/data"
  start 2
  wait_ready 2
  expect 'rows' 2 "$(sql 2 'select count(*) from word_press.t')"

  say 'all are killed'
  end KILL 0 1 2
  start_all
  wait_ready 0 1 2
  expect 'rows' 2 "$(sql 0 'select count(*) from word_press.t')"
  end TERM 0 1 2
  say 'all good'
}

main
