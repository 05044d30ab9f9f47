#!/usr/bin/env bash
# Three real nodes under a user that the image does not know, with group 0, as OpenShift runs them. The accounts that the
# server knows by the user of the operating system need MariaDB 11.7 or later, so it takes an image.
#
# GALERA_IMAGE   folder with an image's files
#
# GALERA_NAME as in galera-local.sh, whose functions this uses.
set -euo pipefail
export ASSIGNED_USER=${ASSIGNED_USER:-1000650000}
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source
[[ -n $IMAGE ]] || skip 'GALERA_IMAGE does not name an image'

# who ACCOUNT: as whom the server takes it, by its socket.
who() { in_node 1 mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user="$1" -N -B -e 'select current_user()' 2>&1; }

main() {
  fresh
  # As CRI-O does for a user that the image does not have.
  {
    cat "$IMAGE/etc/passwd"
    echo "$ASSIGNED_USER:x:$ASSIGNED_USER:0:$ASSIGNED_USER user:/:/sbin/nologin"
  } >"$ROOT/passwd"

  say 'three empty nodes start: the first copies itself to the others'
  start_all
  wait_ready 0 1 2
  expect 'cluster size' 3 "$(sql 2 "show status like 'wsrep_cluster_size'" | cut -f 2)"
  expect 'user of the processes' "$ASSIGNED_USER 0" "$(in_node 1 id -u) $(in_node 1 id -g)"
  expect 'owner of the data' "$ASSIGNED_USER" "$(stat -c %u "$ROOT/node1/data/data/ibdata1")"
  expect 'account of the probes' mysql@localhost "$(who mysql)"
  expect 'account of the exporter' nobody@localhost "$(who nobody)"
  [[ $(who root) == ERROR* ]] || die 'root needs no password'

  say 'one loses its volume and misses a row'
  sql 0 'create table word_press.t (id int primary key)'
  end KILL 1
  rm -rf "$ROOT/node1/data/"*
  sql 0 'insert into word_press.t values (1)'
  start 1
  wait_ready 1
  expect 'rows' 1 "$(sql 1 'select count(*) from word_press.t')"

  say 'a changed password arrives'
  printf 'another' >"$ROOT/accounts/wordpress-second"
  until [[ $(sql 0 'show create user wordpress') == *' OR '* ]]; do sleep 5; done

  say 'a backup, and a stop and start of all'
  backup 1 2
  end TERM 0 1 2
  start_all
  wait_ready 0 1 2
  expect 'rows' 1 "$(sql 2 'select count(*) from word_press.t')"
  say 'all good'
}

main
