#!/bin/sh
# Starts one node of a Kafka cluster without ZooKeeper (KRaft).
#
# POD_NAME, POD_IP   this node; the number behind the name's last dash makes its id
# ROLE               broker, controller, or broker,controller
# FIRST_ID           id of the node with number 0
# DOMAIN             headless Service behind this node's name
# CONTROLLERS        names of the controllers
# CLUSTER_ID         the same for all nodes, for ever
# JVM_OPTIONS        memory of the JVM
set -eu
settings=/tmp/kafka.properties
volume=/var/lib/kafka

log() { echo "kafka-start: $*" >&2; }

kafka() {
  # shellcheck disable=SC2086 # several options
  exec java $JVM_OPTIONS -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true \
    -Dsun.net.inetaddr.ttl=5 -Dsun.net.inetaddr.negative.ttl=0 \
    -Dlog4j2.configurationFile=/etc/kafka-settings/log4j2.properties \
    -cp "${KAFKA_HOME:-/opt/kafka}/libs/*" "$@"
}

# Names of controllers that have no address yet, as their pods wait for a machine or have none any more.
unknown_names() {
  for name in $CONTROLLERS; do
    getent hosts "$name" >/dev/null || echo "$name"
  done
}

# A node that looks for names too early may take long to look again. A majority is enough when others stay away.
wait_for_names() {
  waited=0
  while :; do
    # shellcheck disable=SC2046,SC2086 # names have no spaces
    set -- $(unknown_names)
    missing=$#
    [ "$missing" -gt 0 ] || return 0
    # shellcheck disable=SC2086
    set -- $CONTROLLERS
    if [ "$waited" -ge 60 ] && [ $((missing * 2)) -lt $# ]; then
      log "goes on without the addresses of $missing controllers"
      return 0
    fi
    [ $((waited % 20)) -ne 0 ] || log "waits for the addresses of $missing controllers"
    sleep 2
    waited=$((waited + 2))
  done
}

own_settings() {
  case $POD_IP in
  *:*) address="[$POD_IP]" ;;
  *) address=$POD_IP ;;
  esac
  broker=CLIENT://$address:9092
  controller=CONTROLLER://$address:9093
  echo "process.roles=$ROLE"
  echo "node.id=$((FIRST_ID + ${POD_NAME##*-}))"
  case $ROLE in
  broker) echo "listeners=$broker" ;;
  controller) echo "listeners=$controller" ;;
  *) echo "listeners=$broker,$controller" ;;
  esac
  case $ROLE in
  controller) ;;
  *) echo "advertised.listeners=CLIENT://$POD_NAME.$DOMAIN:9092" ;;
  esac
}

# The first process of a container ignores signals that it has no handler for.
trap 'exit 143' TERM INT
umask 027
{
  cat /etc/kafka-settings/kafka.properties
  own_settings
} >"$settings"
mkdir -p "$volume/data"
# Leaves alone what has been formatted before, and refuses the data of another cluster.
(kafka kafka.tools.StorageTool format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "$settings") >&2
wait_for_names
trap - TERM INT
kafka kafka.Kafka "$settings"
