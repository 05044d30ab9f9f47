#!/usr/bin/env bash
# Three real nodes: who serves while one copies itself to another, and a person's order after a volume is lost for good.
# GALERA_IMAGE and GALERA_NAME as in galera-local.sh, whose functions this uses.
set -euo pipefail
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source

state() {
  in_node "$1" mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user=mysql -N -B \
    -e "set wsrep_sync_wait = 0; show status like 'wsrep_local_state'" 2>/dev/null | cut -f 2 || true
}

# until_donor ORDINAL...: prints which of them copies itself.
until_donor() {
  local ordinal seconds=$SECONDS
  while true; do
    for ordinal in "$@"; do
      [[ $(state "$ordinal") != 2 ]] || { echo "$ordinal" && return; }
    done
    ((SECONDS - seconds < PATIENCE)) || die 'nobody copies itself'
  done
}

lose_volume() { rm -rf "$ROOT/node$1/data" && install -d -o "$OWNER" -g "$OWNER" "$ROOT/node$1/data"; }

main() {
  local donor position
  fresh

  say 'the only node that has data copies itself to the others'
  start_all
  until_donor 0 >/dev/null
  if [[ $(state 0) == 2 ]]; then
    DONOR_SERVES=false probe 0 ready || die 'the only node leaves the balancing'
    say 'it serves meanwhile'
  fi
  wait_ready 0 1 2

  say 'one of two copies itself to a third'
  end KILL 2
  lose_volume 2
  start 2
  donor=$(until_donor 0 1)
  if DONOR_SERVES=false probe "$donor" ready; then die 'a donor serves beside another node though it should not'; fi
  DONOR_SERVES=true probe "$donor" ready || die 'a donor does not serve though it should'
  wait_ready 0 1 2
  sql 0 'set global wsrep_desync = on'
  if DONOR_SERVES=true probe 0 ready; then die 'a node that a person has taken out of step serves'; fi
  sql 0 'set global wsrep_desync = off'

  say 'a volume is lost while all are stopped'
  sql 0 'create table word_press.t (id int primary key); insert into word_press.t values (1), (2)'
  for ordinal in 0 1 2; do sql "$ordinal" 'select count(*) from word_press.t' >/dev/null; done
  end KILL 0 1 2
  lose_volume 0
  : >"$ROOT/node1/log"
  start_all
  until grep -q 'wait for a person: node 0 has no data' "$ROOT/node1/log"; do sleep 1; done
  position=$(sed -n 's/.*state here: stopped \([^ ]*\) \([0-9]*\) .*/\1:\2/p' "$ROOT/node1/log")
  in_node 1 bash -c "echo '${position%:*}:1 without 0' >/run/galera/order"
  until grep -q 'wait for a person: the order is for' "$ROOT/node1/log"; do sleep 1; done
  expect 'an order for another position is not followed' 0 "$(logged 1 'galera-start: bootstrap')"
  in_node 1 bash -c "echo '$position without 0' >/run/galera/order"
  wait_ready 0 1 2
  expect 'rows' 2 "$(sql 0 'select count(*) from word_press.t')"
  [[ ! -e $ROOT/node1/run/order ]] || die 'the order is still there'
  end TERM 0 1 2
  say 'all good'
}

main
