#!/usr/bin/env bash
# Three real nodes become five and three again, as docs/how-to/change-the-database.md has it, while a client writes.
# GALERA_IMAGE and GALERA_NAME as in galera-local.sh, whose functions this uses.
set -euo pipefail
SIZE=5
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source

# What each node believes the size to be, as its pod's template says.
export CLUSTER_SIZE

# replace ORDINAL: the pod goes, and comes back with the new template.
replace() {
  leave "$1"
  unset "node_pid[$1]"
  start "$1"
  wait_ready "$1"
}

# A client that stays with node 0 until that is replaced, and then with node 1.
client() {
  local host=$1 number=0
  while [[ ! -e $ROOT/stop ]]; do
    number=$((number + 1))
    if sql "$host" "insert into word_press.r values ($host, $number)" >/dev/null 2>&1; then echo "$host $number" >>"$ROOT/acknowledged"; fi
    sleep 0.2
  done
}

main() {
  local ordinal seconds
  fresh
  CLUSTER_SIZE=3
  for ordinal in 0 1 2; do start "$ordinal"; done
  wait_ready 0 1 2
  sql 0 'create table word_press.r (host int, number int, primary key (host, number))'
  client 0 &
  client 1 &

  say 'five: new nodes come, then the old ones hear of it'
  seconds=$SECONDS
  CLUSTER_SIZE=5
  start 3
  start 4
  wait_ready 3 4
  for ordinal in 2 1 0; do replace "$ordinal"; done
  expect 'cluster size' 5 "$(sql 3 "show status like 'wsrep_cluster_size'" | cut -f 2)"
  say "five nodes after $((SECONDS - seconds)) s"

  say 'five, all killed'
  end KILL 0 1 2 3 4
  start_all
  wait_ready 0 1 2 3 4

  say 'three: two leave at once, then the others hear of it'
  seconds=$SECONDS
  leave 3 &
  leave 4
  wait $!
  unset 'node_pid[3]' 'node_pid[4]'
  CLUSTER_SIZE=3
  for ordinal in 2 1 0; do replace "$ordinal"; done
  expect 'cluster size' 3 "$(sql 0 "show status like 'wsrep_cluster_size'" | cut -f 2)"
  say "three nodes after $((SECONDS - seconds)) s"

  touch "$ROOT/stop"
  wait %client %client 2>/dev/null || true
  sleep 1
  for ordinal in 0 1 2; do
    sql "$ordinal" 'select host, number from word_press.r order by 1, 2' | tr '\t' ' ' | sort >"$ROOT/rows"
    expect "acknowledged rows that node $ordinal lacks" 0 "$(sort "$ROOT/acknowledged" | comm -23 - "$ROOT/rows" | wc -l)"
  done
  say "acknowledged rows: $(wc -l <"$ROOT/acknowledged")"

  say 'three, all stopped: the two that are gone are not waited for'
  end TERM 0 1 2
  for ordinal in 0 1 2; do start "$ordinal"; done
  wait_ready 0 1 2
  end TERM 0 1 2
  say 'all good'
}

main
