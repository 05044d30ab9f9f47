#!/usr/bin/env bash
# Three real nodes on this machine, started by the very scripts and settings that ship: each in a network, process and
# mount namespace of its own, which stands in for its pod. Kills, stops and restarts them and looks at what they do.
#
# Needs root, and mariadb-server, mariadb-backup, galera-4 and socat from the distribution, none of them running.
#
# GALERA_IMAGE   folder with an image's files, whose programs run in the place of the distribution's
# GALERA_NAME    names of networks and folders, so that two can run side by side; at most 8 letters
#
# ASSIGNED_USER  a number: the user and the group of volumes that a platform gives to a pod, beside group 0, as OpenShift
#                does; the runtime writes its name, which is the number, into the container's list of users
#
# PATIENCE       seconds until a node must be ready, where the machine is slow
#
# Other scripts take its functions by "source galera-local.sh --source".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly NAME=${GALERA_NAME:-galera}
IMAGE=${GALERA_IMAGE:-}
readonly ROOT=/tmp/$NAME-local
readonly BRIDGE=$NAME-local
readonly SIZE=${SIZE:-3}
readonly PREFIX=chart-database
readonly SUBNET=10.213.77
readonly PATIENCE=${PATIENCE:-180}
readonly ASSIGNED_USER=${ASSIGNED_USER:-}
export AS_USER='--reuid mysql --regid mysql --clear-groups'
[[ -z $ASSIGNED_USER ]] || AS_USER="--reuid $ASSIGNED_USER --regid 0 --groups $ASSIGNED_USER"

skip() {
  echo "skipped: $*"
  exit 0
}

((EUID == 0)) || skip 'namespaces need root'
for program in mariadbd mariadb-backup socat ip unshare setpriv; do
  command -v "$program" >/dev/null || skip "$program is not installed"
done
OWNER=$(chroot "${IMAGE:-/}" id -u mysql 2>/dev/null) || skip 'there is no user mysql'

declare -A node_pid

say() { echo "-- $*"; }
die() {
  echo "FAILED: $*" >&2
  tail -n 12 "$ROOT"/node*/log >&2
  exit 1
}

clean_up() {
  local ordinal
  for ordinal in "${!node_pid[@]}"; do signal "$ordinal" KILL; done
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do
    ip link del "$NAME-v$ordinal" 2>/dev/null || true
    ip netns del "$NAME-$ordinal" 2>/dev/null || true
  done
  ip link del "$BRIDGE" 2>/dev/null || true
}

networks() {
  local ordinal
  ip link add "$BRIDGE" type bridge
  ip link set "$BRIDGE" up
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do
    ip netns add "$NAME-$ordinal"
    ip link add "$NAME-v$ordinal" type veth peer name eth0 netns "$NAME-$ordinal"
    ip link set "$NAME-v$ordinal" master "$BRIDGE" up
    ip -n "$NAME-$ordinal" addr add "$SUBNET.1$ordinal/24" dev eth0
    ip -n "$NAME-$ordinal" link set eth0 up
    ip -n "$NAME-$ordinal" link set lo up
    echo "$SUBNET.1$ordinal $PREFIX-$ordinal.$PREFIX-nodes"
  done >"$ROOT/hosts"
  echo "127.0.0.1 localhost" >>"$ROOT/hosts"
}

# own FOLDER...: as the kubelet gives the pod a volume.
own() {
  if [[ -z $ASSIGNED_USER ]]; then
    chown "$OWNER:$OWNER" "$@"
  else
    chown "root:$ASSIGNED_USER" "$@"
    chmod 2770 "$@"
  fi
}

# What a pod mounts: settings and scripts out of the rendered ConfigMap, passwords, and its writable places.
volumes() {
  local ordinal account
  node -r ts-node/register/transpile-only test/database/write-config.ts "$ROOT/config" "${TLS:-}"
  mkdir -p "$ROOT/settings" "$ROOT/scripts" "$ROOT/accounts" "$ROOT/tls"
  cp "$ROOT/config/my.cnf" "$ROOT/settings"
  cp "$ROOT"/config/{*.sh,wsrep_sst_noted_mariabackup} lib/database/files/{backup,backup-volume,client-options,restore,restore-drill}.sh "$ROOT/scripts"
  for account in root wordpress backup restore; do
    # Letters that a careless script would trip over.
    printf "%s-it's \"\\\\1\\\" \$HOME \`x\`" "$account" >"$ROOT/accounts/$account"
  done
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do
    mkdir -p "$ROOT/node$ordinal"/{data,run,socket,tmp}
    own "$ROOT/node$ordinal"/*
  done
  mkdir -p "$ROOT/backups" "$ROOT/files/uploads"
  echo 'a picture' >"$ROOT/files/uploads/picture"
  own "$ROOT/backups"
  chmod -R go+rX "$ROOT"
  chmod +x "$ROOT/scripts"/*
}

# in_node ORDINAL COMMAND...: as the container of that node would run it. The first process of its namespace is another
# one, as in a pod whose containers share theirs, and everything ends with the command, as a runtime does it.
in_node() {
  local ordinal=$1
  shift
  # shellcheck disable=SC2016
  ip netns exec "$NAME-$ordinal" unshare --mount --pid --fork --kill-child --mount-proc bash -c '
    set -e
    root=$1 node=$2 image=$3
    shift 3
    place() {
      mkdir -p "$image$2"
      mount --bind "$1" "$image$2"
    }
    if [[ -n $image ]]; then
      mount -t proc proc "$image/proc"
      mount --bind /dev "$image/dev"
    fi
    if [[ -e $root/passwd ]]; then mount --bind "$root/passwd" "$image/etc/passwd"; fi
    touch "$image/etc/hosts"
    mount --bind "$root/hosts" "$image/etc/hosts"
    place "$root/settings" /etc/mysql
    place "$root/accounts" /etc/galera-accounts
    place "$root/accounts" /etc/database-accounts
    place "$root/scripts" /opt/galera
    place "$root/tls" /etc/database-tls
    place "$root/backups" /backups
    place "$root/files" /files
    place "$node/data" /var/lib/mysql
    place "$node/run" /run/galera
    place "$node/socket" /run/mysqld
    place "$node/tmp" /tmp
    status=0
    chroot "${image:-/}" setpriv $AS_USER --no-new-privs --bounding-set=-all "$@" || status=$?
    exit "$status"
  ' bash "$ROOT" "$ROOT/node$ordinal" "$IMAGE" "$@"
}

# in_container ORDINAL COMMAND...: with its environment, too.
in_container() {
  POD_NAME=$PREFIX-$1 POD_IP=$SUBNET.1$1 PEER_DOMAIN=$PREFIX-nodes CLUSTER_SIZE=${CLUSTER_SIZE:-$SIZE} DONOR_SERVES=${DONOR_SERVES:-true} \
    DATABASE=word_press APPLICATION_USER=wordpress in_node "$@"
}

start() {
  local ordinal=$1
  in_container "$ordinal" bash /opt/galera/galera-start.sh >>"$ROOT/node$ordinal/log" 2>&1 &
  node_pid[$ordinal]=$!
}

# To the container's first process, as the kubelet would send it: the grandchild of unshare, which is the background
# job's child.
signal() {
  local process=${node_pid[$1]}
  for _ in unshare namespace container; do
    process=$(pgrep --oldest --parent "$process") || return 0
  done
  kill "-$2" "$process"
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

# What the kubelet does to stop a pod. It leaves the list of nodes as it is.
leave() {
  in_container "$1" bash /opt/galera/galera-leave.sh
  signal "$1" TERM
  while kill -0 "${node_pid[$1]}" 2>/dev/null; do sleep 0.2; done
}

probe() { in_container "$1" bash /opt/galera/galera-probe.sh "$2"; }

# sql ORDINAL STATEMENTS [SCHEMA]: as root; without statements they come from the standard input.
sql() {
  # shellcheck disable=SC2016
  in_node "$1" bash -c 'printf "[client]\nuser=root\npassword=\"%s\"\nsocket=/run/mysqld/mysqld.sock\n" \
    "$(sed "s/[\\\\\"]/\\\\&/g" /etc/galera-accounts/root)" >/tmp/root.cnf
    exec mariadb --defaults-file=/tmp/root.cnf -N -B ${1:+-e "$1"} ${2:+"$2"}' bash "$2" "${3:-}"
}

# backup ORDINAL KEEP
backup() {
  sleep 1
  DATABASE=word_press DATABASE_HOST=$PREFIX-0.$PREFIX-nodes DATABASE_PORT=3306 KEEP=$2 KEEP_DAYS='' FILES=/files \
    in_node "$1" bash /opt/galera/backup.sh
}

# What the kubelet does, with less patience.
restart_if_dead() {
  local try
  if ! kill -0 "${node_pid[$1]}" 2>/dev/null; then
    say "node $1 has ended: starting it again"
    start "$1"
  fi
  probe "$1" started || return 0
  for try in 1 2 3; do
    ! probe "$1" alive || return 0
    sleep 1
  done
  say "node $1 is not alive after $try looks: starting it again"
  end KILL "$1"
  start "$1"
}

wait_ready() {
  local ordinal other seconds=${SECONDS}
  for ordinal in "$@"; do
    until probe "$ordinal" ready >/dev/null; do
      ((SECONDS - seconds < PATIENCE)) || die "node $ordinal is not ready after $PATIENCE s"
      for other in "$@"; do restart_if_dead "$other"; done
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

# Which of these nodes sends another one its data.
donor_among() {
  local ordinal
  while true; do
    for ordinal in "$@"; do
      if [[ $(sql "$ordinal" "set wsrep_sync_wait = 0; show status like 'wsrep_local_state'" | cut -f 2) == 2 ]]; then
        echo "$ordinal"
        return
      fi
    done
  done
}

# How often a node has joined a cluster that was not there any more.
in_vain() { cat "$ROOT"/node*/log | grep -c 'failed to reach primary view' || true; }

logged() { grep -c -- "$2" "$ROOT/node$1/log" || true; }

# Nothing is left of another run, and the nodes' networks and folders are there.
fresh() {
  trap clean_up EXIT
  clean_up
  rm -rf "$ROOT"
  mkdir -p "$ROOT"
  networks
  volumes
}

start_all() {
  local ordinal
  for ((ordinal = 0; ordinal < SIZE; ordinal++)); do start "$ordinal"; done
}

# How one ends that leaves its group after two seconds, and then hangs in its end. No real one does so whenever it is asked to.
hang() {
  # shellcheck disable=SC2016
  POD_NAME=$PREFIX-0 unshare --net --pid --fork --kill-child --mount-proc bash -c '
    ip link set lo up
    bash -c "trap : TERM; timeout 2 socat TCP-LISTEN:4567,reuseaddr - & while sleep 1; do :; done" &
    bash "$1/galera-watch.sh" "$!"
    wait "$!"
    echo "$?"' bash "$ROOT/scripts" </dev/null >"$ROOT/hung" 2>"$ROOT/hanging.log"
}

main() {
  local hanging
  fresh
  hang &
  hanging=$!

  say 'three empty nodes start at the same time'
  start 1
  start 2
  sleep 4
  expect 'a node without data waits for node 0' 1 "$(logged 1 'wait for an answer of node 0$')"
  local seconds=$SECONDS
  end TERM 1
  ((SECONDS - seconds <= 10)) || die 'a node that waits takes long to stop'
  start 1
  start 0
  wait_ready 0 1 2
  expect 'only one made data' '1 0 0' "$(logged 0 'galera-start: initialise') $(logged 1 'galera-start: initialise') $(logged 2 'galera-start: initialise')"
  expect 'cluster size' 3 "$(sql 2 "show status like 'wsrep_cluster_size'" | cut -f 2)"

  say 'a clean stop of all, one of which was behind'
  sql 0 'create table word_press.t (id int primary key auto_increment, v varchar(64)); insert into word_press.t (v) values ("one"); create function word_press.counted() returns int reads sql data return (select count(*) from t)'
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
  expect 'it got what it missed, and its first data was its only copy' 1 "$(logged 2 'Proceeding with SST')"

  say 'one loses its volume, and is killed while it is copied to'
  end KILL 1
  rm -rf "$ROOT/node1/data" && install -d -o "$OWNER" -g "$OWNER" "$ROOT/node1/data"
  local lines
  lines=$(wc -l <"$ROOT/node1/log")
  start 1
  until grep -q 'state here: empty' <(tail -n "+$lines" "$ROOT/node1/log") && [[ -e $ROOT/node1/data/data/sst_in_progress ]]; do sleep 0.2; done
  probe 1 started || die 'a node that is copied to has not started'
  if probe 1 ready; then die 'a node that is copied to is ready'; fi
  end KILL 1
  start 1
  wait_ready 1
  expect 'it knew that its data was half copied' 1 "$(logged 1 'state here: incomplete')"
  expect 'the copy to the one that it was did not get in its way' 0 "$(logged 1 'Will never receive state')"
  expect 'rows' 3 "$(sql 1 'select count(*) from word_press.t')"

  say 'a backup, and what it restores to'
  backup 1 2
  backup 1 2
  backup 1 2
  expect 'backups that stay' 2 "$(find "$ROOT/backups" -name '20*Z' | wc -l)"
  newest=$(find "$ROOT/backups" -name '20*Z' | sort | tail -n 1)
  (cd "$newest" && sha256sum --check --quiet SHA256SUMS) || die 'checksums differ'
  expect 'files' 'a picture' "$(tar -xzOf "$newest/files.tar.gz" ./uploads/picture)"
  sql 0 'create database scratch'
  sql 0 '' scratch < <(gzip -dc "$newest/database.sql.gz")
  expect 'restored rows' 'one two three' "$(sql 2 "select group_concat(v order by id separator ' ') from scratch.t")"
  expect 'restored routine' 3 "$(sql 2 'select scratch.counted()')"
  if ACCOUNTS=/dev/null backup 1 2 >"$ROOT/backup.log" 2>&1; then die 'a backup without access succeeded'; fi
  expect 'a failed backup drops none' 2 "$(find "$ROOT/backups" -name '20*Z' | wc -l)"

  say 'all are killed at once'
  end KILL 0 1 2
  start_all
  wait_ready 0 1 2
  expect 'rows' 3 "$(sql 1 'select count(*) from word_press.t')"

  say 'probes'
  in_node 1 touch /run/galera/maintenance
  if probe 1 ready; then die 'a node in maintenance is ready'; fi
  probe 1 alive || die 'a node in maintenance is not alive'
  in_node 1 rm /run/galera/maintenance
  probe 2 started || die 'a node that serves has not started'

  say 'one leaves its group, and is ended and started again'
  sql 2 "set global wsrep_cluster_address = ''"
  wait "${node_pid[2]}" || true
  expect 'it was ended' 1 "$(logged 2 'galera-watch: the server has left its group')"
  expect 'so is one that leaves after two seconds' 1 "$(grep -c 'galera-watch: the server has left its group' "$ROOT/hanging.log")"
  start 2
  wait_ready 2
  expect 'rows' 3 "$(sql 2 'select count(*) from word_press.t')"

  say 'one loses its volume, and is killed while it is copied to, together with the node that sends it its data'
  end KILL 1
  rm -rf "$ROOT/node1/data" && install -d -o "$OWNER" -g "$OWNER" "$ROOT/node1/data"
  sql 0 'insert into word_press.t (v) values ("four")'
  start 1
  until [[ -e $ROOT/node1/data/data/sst_in_progress ]]; do sleep 0.1; done
  local donor
  donor=$(donor_among 0 2)
  end KILL 1 "$donor"
  sleep 3
  start 1
  start "$donor"
  wait_ready 0 1 2
  expect 'those with data went on' 1 "$(cat "$ROOT"/node*/log | grep -c 'galera-reform: reform')"
  expect 'the half copied node had no say' 0 "$(logged 1 'galera-reform: reform')"
  expect 'rows' '4 4 4' "$(for node in 0 1 2; do sql "$node" 'select count(*) from word_press.t'; done | xargs)"

  say 'two are told to stop at the same moment'
  leave 0 &
  leave 1
  wait $!
  unset 'node_pid[0]' 'node_pid[1]'
  expect 'the rest is a majority of itself' Primary "$(sql 2 "show status like 'wsrep_cluster_status'" | cut -f 2)"

  say 'they come back while the third one is told to stop'
  local try former
  former=$(in_vain)
  in_node 2 bash -c 'echo going >/run/galera/departure'
  start 0
  start 1
  for try in {1..60}; do
    [[ $(logged 0 'it is about to stop')$(logged 1 'it is about to stop') != 11 ]] || break
    sleep 0.5
  done
  expect 'they wait' '1 1' "$(logged 0 'it is about to stop') $(logged 1 'it is about to stop')"
  end TERM 2
  start 2
  wait_ready 0 1 2
  expect 'nobody has joined what was about to stop' "$former" "$(in_vain)"
  wait "$hanging"
  expect 'who hangs in its end is killed' 137 "$(<"$ROOT/hung")"
  end TERM 0 1 2
  say 'all good'
}

if [[ ${1:-} != --source ]]; then main; fi
