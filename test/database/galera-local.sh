#!/usr/bin/env bash
# Three real nodes on this machine, started by the very scripts and settings that ship: each in a network, process and
# mount namespace of its own, which stands in for its pod. Kills, stops and restarts them and looks at what they do.
#
# Needs root, and mariadb-server, mariadb-backup, galera-4 and socat from the distribution, none of them running.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly ROOT=/tmp/galera-local
readonly BRIDGE=galera-local
readonly SIZE=3
readonly PREFIX=chart-database
readonly SUBNET=10.213.77

skip() {
  echo "skipped: $*"
  exit 0
}

((EUID == 0)) || skip 'namespaces need root'
for program in mariadbd mariadb-backup socat ip unshare setpriv; do
  command -v "$program" >/dev/null || skip "$program is not installed"
done
id mysql >/dev/null 2>&1 || skip 'there is no user mysql'

declare -A node_pid

say() { echo "-- $*"; }
die() {
  echo "FAILED: $*" >&2
  tail -n 25 "$ROOT"/node*/log >&2
  exit 1
}

clean_up() {
  local ordinal
  for ordinal in "${!node_pid[@]}"; do signal "$ordinal" KILL; done
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do
    ip link del "gal-$ordinal" 2>/dev/null || true
    ip netns del "galera-$ordinal" 2>/dev/null || true
  done
  ip link del "$BRIDGE" 2>/dev/null || true
}

networks() {
  local ordinal
  ip link add "$BRIDGE" type bridge
  ip link set "$BRIDGE" up
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do
    ip netns add "galera-$ordinal"
    ip link add "gal-$ordinal" type veth peer name eth0 netns "galera-$ordinal"
    ip link set "gal-$ordinal" master "$BRIDGE" up
    ip -n "galera-$ordinal" addr add "$SUBNET.1$ordinal/24" dev eth0
    ip -n "galera-$ordinal" link set eth0 up
    ip -n "galera-$ordinal" link set lo up
    echo "$SUBNET.1$ordinal $PREFIX-$ordinal.$PREFIX-nodes"
  done >"$ROOT/hosts"
  echo "127.0.0.1 localhost" >>"$ROOT/hosts"
}

# What a pod mounts: settings and scripts out of the rendered ConfigMap, passwords, and its writable places.
volumes() {
  local ordinal account
  node -r ts-node/register/transpile-only test/database/write-config.ts "$ROOT/config"
  mkdir -p "$ROOT/settings" "$ROOT/scripts" "$ROOT/accounts"
  cp "$ROOT/config/my.cnf" "$ROOT/settings"
  cp "$ROOT"/config/*.sh "$ROOT/scripts"
  for account in root wordpress backup transfer metrics; do
    # Letters that a careless script would trip over.
    printf "%s-it's \"\\\\1\\\" \$HOME \`x\`" "$account" >"$ROOT/accounts/$account"
  done
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do
    mkdir -p "$ROOT/node$ordinal"/{data,run,socket,tmp}
    chown -R mysql: "$ROOT/node$ordinal"
  done
  chmod -R go+rX "$ROOT"
}

# in_node ORDINAL COMMAND...: as the container of that node would run it.
in_node() {
  local ordinal=$1
  shift
  # shellcheck disable=SC2016
  ip netns exec "galera-$ordinal" unshare --mount --pid --fork --kill-child --mount-proc bash -c '
    set -e
    root=$1 node=$2
    shift 2
    mkdir -p /etc/mysql /opt/galera /etc/galera-accounts /run/galera /run/mysqld /var/lib/mysql
    mount --bind "$root/hosts" /etc/hosts
    mount --bind "$root/settings" /etc/mysql
    mount --bind "$root/accounts" /etc/galera-accounts
    mount --bind "$root/scripts" /opt/galera
    mount --bind "$node/data" /var/lib/mysql
    mount --bind "$node/run" /run/galera
    mount --bind "$node/socket" /run/mysqld
    mount --bind "$node/tmp" /tmp
    exec setpriv --reuid mysql --regid mysql --clear-groups --no-new-privs --bounding-set=-all "$@"
  ' bash "$ROOT" "$ROOT/node$ordinal" "$@"
}

start() {
  local ordinal=$1
  POD_NAME=$PREFIX-$ordinal POD_IP=$SUBNET.1$ordinal PEER_DOMAIN=$PREFIX-nodes CLUSTER_SIZE=$SIZE \
    DATABASE=word_press APPLICATION_USER=wordpress \
    in_node "$ordinal" bash /opt/galera/galera-start.sh >>"$ROOT/node$ordinal/log" 2>&1 &
  node_pid[$ordinal]=$!
}

# To the node's first process, as the kubelet would send it: the child of the background job's unshare.
signal() {
  local first
  first=$(pgrep -P "${node_pid[$1]}") || return 0
  kill "-$2" "$first"
}

# end SIGNAL ORDINAL...
end() {
  local ordinal signal=$1
  shift
  for ordinal in "$@"; do signal "$ordinal" "$signal"; done
  for ordinal in "$@"; do
    wait "${node_pid[$ordinal]}" 2>/dev/null || true
    unset "node_pid[$ordinal]"
  done
}

probe() { (POD_NAME=x in_node "$1" bash /opt/galera/galera-probe.sh "$2"); }

sql() {
  local ordinal=$1
  shift
  # shellcheck disable=SC2016
  in_node "$ordinal" bash -c 'printf "[client]\nuser=root\npassword=\"%s\"\nsocket=/run/mysqld/mysqld.sock\n" \
    "$(sed "s/[\\\\\"]/\\\\&/g" /etc/galera-accounts/root)" >/tmp/root.cnf
    exec mariadb --defaults-file=/tmp/root.cnf -NBe "$1"' bash "$*"
}

wait_ready() {
  local ordinal seconds=${SECONDS}
  for ordinal in "$@"; do
    until probe "$ordinal" ready >/dev/null; do
      ((SECONDS - seconds < 180)) || die "node $ordinal is not ready after three minutes"
      kill -0 "${node_pid[$ordinal]}" 2>/dev/null || die "node $ordinal has ended"
      sleep 1
    done
  done
  say "ready after $((SECONDS - seconds)) s: $*"
}

expect() {
  local what=$1 expected=$2 got=$3
  [[ $got == "$expected" ]] || die "$what: expected '$expected', got '$got'"
  say "$what: $got"
}

logged() { grep -c -- "$2" "$ROOT/node$1/log" || true; }

main() {
  trap clean_up EXIT
  clean_up
  rm -rf "$ROOT"
  mkdir -p "$ROOT"
  networks
  volumes

  say 'three empty nodes start at the same time'
  start 1
  start 2
  sleep 4
  expect 'a node without data waits for node 0' 1 "$(logged 1 'wait for an answer of node 0$')"
  start 0
  wait_ready 0 1 2
  expect 'only one made data' '1 0 0' "$(logged 0 'galera-start: initialise') $(logged 1 'galera-start: initialise') $(logged 2 'galera-start: initialise')"
  expect 'cluster size' 3 "$(sql 2 "show status like 'wsrep_cluster_size'" | cut -f 2)"

  say 'a clean stop of all, one of which was behind'
  sql 0 'create table word_press.t (id int primary key auto_increment, v varchar(64)); insert into word_press.t (v) values ("one")'
  end TERM 2
  sql 1 'insert into word_press.t (v) values ("two")'
  end TERM 0 1
  start 2
  sleep 6
  expect 'the older one waits' 0 "$(logged 2 'galera-start: bootstrap')"
  start 0
  start 1
  wait_ready 0 1 2
  expect 'rows' 2 "$(sql 2 'select count(*) from word_press.t')"
  expect 'the older one never started a cluster' 0 "$(logged 2 'galera-start: bootstrap')"

  say 'one is killed and misses a row'
  end KILL 2
  sql 0 'insert into word_press.t (v) values ("three")'
  start 2
  wait_ready 2
  expect 'rows' 3 "$(sql 2 'select count(*) from word_press.t')"
  expect 'it got what it missed, not a copy' 1 "$(logged 2 'Receiving IST: .* writesets')"

  say 'all are killed at once'
  end KILL 0 1 2
  for ordinal in 0 1 2; do start "$ordinal"; done
  wait_ready 0 1 2
  expect 'rows' 3 "$(sql 1 'select count(*) from word_press.t')"

  say 'probes'
  in_node 1 touch /run/galera/maintenance
  if probe 1 ready; then die 'a node in maintenance is ready'; fi
  probe 1 alive || die 'a node in maintenance is not alive'
  in_node 1 rm /run/galera/maintenance
  end TERM 0 1
  sleep 1
  expect 'the rest after two left cleanly is a majority of itself' 1 "$(sql 2 "show status like 'wsrep_cluster_size'" | cut -f 2)"
  end TERM 2
  say 'all good'
}

if [[ ${1:-} != --source ]]; then main; fi
