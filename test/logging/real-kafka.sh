#!/usr/bin/env bash
# Real Kafka, three controllers and three brokers, started by the very scripts and settings that ship, behind a real web
# server, log rotation and Filebeat. Counts the lines of requests that were answered and are not in Kafka, or twice.
# Everything is on addresses of this machine's own, in namespaces, and nothing of it stays.
#
#   real-kafka.sh
#
# SECONDS_EACH   of each load; 15 unless told
# STEADY         seconds of the steady load; as the others unless told
# RATE           its requests a second; 200 unless told
# AWAY           seconds that all of Kafka is away; 20 unless told
# PATIENCE       seconds without a new line after which the rest is lost; 90 unless told
# LOADS          which ones; filebeat_restarted and rolling_restart are others
#
# Needs root, a JRE of version 17 or newer and Maven, and what test/web/real-daemons.sh needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-pod.sh
source test/web/like-a-pod.sh

readonly SECONDS_EACH=${SECONDS_EACH:-15} AWAY=${AWAY:-20} PATIENCE=${PATIENCE:-90}
readonly STEADY=${STEADY:-$SECONDS_EACH} RATE=${RATE:-200}
readonly LOADS=${LOADS:-steady filebeat_killed broker_killed kafka_away flood}
readonly AS_IMAGE=(setpriv --reuid 1000 --regid 1000 --clear-groups --)
declare -A node_pid
answered_in_all=0
known_twice=0

# Addresses of pods, as DNS would give them.
address() { # broker|controller ordinal
  case $1 in
  broker) echo "127.0.2.$((10 + $2))" ;;
  controller) echo "127.0.3.$((10 + $2))" ;;
  esac
}

names() {
  local ordinal
  for ordinal in 0 1 2; do
    echo "$(address broker "$ordinal") kafka-bootstrap.logs.svc kafka-$ordinal.kafka-nodes.logs.svc"
    echo "$(address controller "$ordinal") kafka-controllers-$ordinal.kafka-controllers-nodes"
  done >>/etc/hosts
}

like_a_kafka_pod() {
  mkdir -p /etc/kafka-settings /var/lib/kafka /run/kafka/libs
  mount --bind "$work/config/kafka" /etc/kafka-settings
  mount -o remount,bind,ro /etc/kafka-settings
  mount --bind "$JARS" /run/kafka/libs
}

# Short-lived JVMs on a busy machine do better without their second compiler.
variables() { mapfile -t env < <(sed 's/^JVM_OPTIONS=/&-XX:TieredStopAtLevel=1 /' "$work/config/$1.env"); }

start_node() { # broker|controller ordinal
  local role=$1 ordinal=$2 prefix=kafka volume=$work/scratch/$1-$2
  [[ $role == broker ]] || prefix=kafka-controllers
  local -a env
  variables "$role"
  mkdir -p "$volume"
  chown 1000:1000 "$volume"
  # shellcheck disable=SC2016
  unshare --mount bash -c 'mount --bind "$0" /var/lib/kafka && mount -t tmpfs -o mode=1777 tmpfs /tmp && exec "$@"' \
    "$volume" "${AS_IMAGE[@]}" env -i PATH="$PATH" KAFKA_HOME=/run/kafka "${env[@]}" POD_NAME="$prefix-$ordinal" \
    POD_IP="$(address "$role" "$ordinal")" sh /etc/kafka-settings/kafka-start.sh >>"$work/$role-$ordinal.log" 2>&1 &
  node_pid["$role-$ordinal"]=$!
}

start_all() {
  local ordinal
  for ordinal in 0 1 2; do
    start_node controller "$ordinal"
    start_node broker "$ordinal"
  done
}

signal_node() { # node signal
  kill "-$2" "${node_pid[$1]}"
  wait "${node_pid[$1]}" 2>/dev/null || true
}

signal_all() { # signal
  local node
  for node in "${!node_pid[@]}"; do kill "-$1" "${node_pid[$node]}"; done
  for node in "${!node_pid[@]}"; do wait "${node_pid[$node]}" 2>/dev/null || true; done
}

# Brokers hand their partitions over, for which they need the controllers.
stop_all() {
  local node ordinal
  for node in broker-{0..2}; do kill -TERM "${node_pid[$node]}"; done
  for node in broker-{0..2}; do wait "${node_pid[$node]}" 2>/dev/null || true; done
  for node in controller-{0..2}; do signal_node "$node" TERM; done
  for ordinal in 0 1 2; do
    [[ -e $work/scratch/broker-$ordinal/data/.kafka_cleanshutdown ]] || die "broker $ordinal did not stop in order"
  done
}

# As the readiness probe asks.
listens() { (: <"/dev/tcp/$1/$2") 2>/dev/null; }

all_listen() {
  local ordinal
  for ordinal in 0 1 2; do
    listens "$(address broker "$ordinal")" 9092 || return 1
    listens "$(address controller "$ordinal")" 9093 || return 1
  done
}

ready() {
  local try
  for try in {1..600}; do
    ! all_listen || return 0
    sleep 0.2
  done
  die "a node does not listen after $((try / 5)) s"
}

make_topic() { # [NAME=value...]
  local -a env
  variables topic
  "${AS_IMAGE[@]}" env -i PATH="$PATH" KAFKA_HOME=/run/kafka "${env[@]}" "$@" sh /etc/kafka-settings/kafka-topic.sh \
    >"$work/topic.out" 2>"$work/topic.log" || die 'the topic was not made'
}

tool() {
  "${AS_IMAGE[@]}" java -Xmx128m -XX:TieredStopAtLevel=1 -cp '/run/kafka/libs/*' -Dlog4j2.configurationFile=/etc/kafka-settings/log4j2.properties "$@"
}

start_filebeat() {
  mkdir -p "$work/scratch/filebeat"
  chown 1000:1000 "$work/scratch/filebeat"
  "${AS_IMAGE[@]}" "$work/filebeat" -c /etc/web/filebeat.yml --strict.perms=false -E path.home="$work/scratch/filebeat" \
    -E path.data="$work/scratch/filebeat" >>"$work/filebeat.log" 2>&1 &
  filebeat_pid=$!
}

# Prints all lines with their places, for as long as this runs.
start_reader() {
  tool org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server kafka-bootstrap.logs.svc:9092 --topic access-log \
    --from-beginning --property print.partition=true --property print.offset=true \
    >"$work/scratch/consumed" 2>"$work/consumer.log" &
}

counted() { node -r ts-node/register/transpile-only test/logging/count-lines.ts "$work/scratch/consumed"; }

traffic() { # rate seconds
  node -r ts-node/register/transpile-only test/web/access-log-traffic.ts "$1" "$2" >"$work/scratch/traffic"
}

# Numbers of the last load's requests that are not in Kafka, also for a reader that begins anew.
missing() {
  tool org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server kafka-bootstrap.logs.svc:9092 --topic access-log \
    --from-beginning --timeout-ms 10000 >"$work/scratch/again" 2>/dev/null || true
  local load
  load=$(grep -oh 'request=[0-9]*-' "$work/scratch/again" | tail -n 1)
  comm -23 <(seq 0 $(($1 - 1)) | sort) <(grep -oh "${load}[0-9]*" "$work/scratch/again" | sed 's/.*-//' | sort -u) | sort -n | head -n 20 | tr '\n' ' '
}

# After a load: what Kafka lacks of it, and has twice.
account() { # name lost-allowed
  local sent counts answered lost twice before='' came=$SECONDS
  sent=$(cat "$work/scratch/traffic")
  answered=$(field answered "$sent")
  while :; do
    sleep 2
    counts=$(counted)
    lost=$((answered_in_all + answered - $(field lines "$counts")))
    [[ $counts == "$before" ]] || came=$SECONDS
    before=$counts
    # Filebeat may have to find Kafka again first.
    ((lost > 0 && SECONDS - came < ($2 > 0 ? 20 : PATIENCE))) || break
  done
  if ((lost > $2)); then
    echo "   lost, by their number: $(missing "$answered")"
    tail -n 2 "$work/scratch/traffic" "$work/filebeat.log"
  fi
  twice=$(($(field twice "$counts") - known_twice))
  known_twice=$((known_twice + twice))
  # The next load begins where this one ended.
  answered_in_all=$((answered_in_all + answered - lost))
  echo "   $1: $answered answered, $lost lost, $twice twice; broken $(field broken "$counts"), peak of the log $(field peak "$sent") bytes, $(field lost "$sent") lost to a reader like Filebeat"
  ((lost <= $2)) || die "$lost lines of answered requests are not in Kafka"
}

cold_start() {
  local began=$EPOCHREALTIME listening
  start_all
  ready
  listening=$EPOCHREALTIME
  make_topic
  echo "   all six listen after $(elapsed "$began" "$listening") s, and the topic is there after $(elapsed "$began" "$EPOCHREALTIME") s"
}

elapsed() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f", to - from }'; }

topic_grows() {
  make_topic PARTITIONS=8
  grep -q 'PartitionCount: 8' "$work/topic.out" || die "the topic did not grow: $(cat "$work/topic.out")"
  make_topic
  grep -q 'PartitionCount: 8.*ReplicationFactor: 3.*min.insync.replicas=2' "$work/topic.out" ||
    die "the topic lost partitions or settings: $(cat "$work/topic.out")"
}

steady() {
  traffic "$RATE" "$STEADY"
  account "at $RATE a second for $STEADY s" 0
}

filebeat_killed() {
  traffic 50 "$SECONDS_EACH" &
  local sender=$!
  sleep $((SECONDS_EACH / 3))
  kill -KILL "$filebeat_pid"
  wait "$filebeat_pid" 2>/dev/null || true
  sleep 2
  start_filebeat
  wait "$sender"
  account 'at 50 a second, and Filebeat killed' 0
}

broker_killed() {
  traffic 200 "$SECONDS_EACH" &
  local sender=$!
  sleep $((SECONDS_EACH / 3))
  signal_node broker-1 KILL
  wait "$sender"
  account 'at 200 a second, and a broker killed' 0
  start_node broker 1
  ready
}

kafka_away() {
  traffic 50 $((AWAY + 10)) &
  local sender=$!
  sleep 3
  signal_all KILL
  sleep "$AWAY"
  local began=$EPOCHREALTIME
  start_all
  ready
  echo "   killed all together, they listen again after $(elapsed "$began" "$EPOCHREALTIME") s"
  wait "$sender"
  account "at 50 a second, and all of Kafka killed and away for $AWAY s" 0
}

filebeat_restarted() {
  traffic 50 "$SECONDS_EACH" &
  local sender=$!
  sleep 3
  signal_all KILL
  wait "$sender"
  local began=$EPOCHREALTIME
  kill -TERM "$filebeat_pid"
  wait "$filebeat_pid" 2>/dev/null || true
  echo "   told to stop, Filebeat ends after $(elapsed "$began" "$EPOCHREALTIME") s"
  start_filebeat
  start_all
  ready
  account 'at 50 a second, all of Kafka killed, and Filebeat started again' 0
}

rolling_restart() {
  traffic 100 $((SECONDS_EACH + 20)) &
  local sender=$! node began
  for node in broker-0 broker-1 broker-2 controller-0 controller-1 controller-2; do
    signal_node "$node" TERM
    start_node "${node%-*}" "${node#*-}"
    began=$SECONDS
    ready
    ((SECONDS - began < 60)) || die "$node takes too long"
    # As long as a probe takes to see it.
    sleep 2
  done
  wait "$sender"
  account 'at 100 a second, and every node restarted in turn' 0
}

flood() {
  traffic 2000 "$SECONDS_EACH"
  # So many do not fit through 100 KiB: what matters is that visitors do not wait.
  account 'at up to 2000 a second' 1000000
  traffic 50 3
  account 'after it, at 50' 0
}

get_filebeat() {
  tar -xOf "$ARCHIVE" layer.tar | tar -xO ./usr/share/filebeat/filebeat >"$work/filebeat"
  chmod 755 "$work/filebeat"
}

inside() {
  work=$2
  # shellcheck disable=SC2034
  fpm=$3
  local began load
  like_a_pod
  node -r ts-node/register/transpile-only test/logging/write-config.ts "$work/config"
  get_filebeat
  serve shipped
  names
  like_a_kafka_pod
  say 'cold start of three controllers and three brokers'
  cold_start
  topic_grows
  say 'lines of answered requests'
  start
  start_filebeat
  start_reader
  sleep 3
  for load in $LOADS; do "$load"; done
  say 'stop'
  began=$SECONDS
  stop_all
  echo "   stopped in order after $((SECONDS - began)) s"
  say 'done'
}

if [[ ${1-} == inside ]]; then
  inside "$@"
else
  for program in java mvn go debootstrap; do command -v "$program" >/dev/null || skip "$program is not installed"; done
  # Both are kept, and need the network the first time.
  JARS=$(test/logging/jars.sh test/logging/kafka)
  ARCHIVE=$(test/cluster/images/build.sh filebeat)
  export JARS ARCHIVE
  in_namespaces test/logging/real-kafka.sh
fi
