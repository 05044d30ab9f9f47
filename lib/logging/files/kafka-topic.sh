#!/bin/sh
# Makes a topic, or brings one that is there up to what is asked: more partitions, other settings. It never takes
# partitions or lines away.
#
# BROKERS, TOPIC, PARTITIONS, REPLICAS   where and what
# SETTINGS                               name=value,name=value
# JVM_OPTIONS                            memory of the JVM
set -eu

log() { echo "kafka-topic: $*" >&2; }

tool() {
  class=$1
  shift
  # shellcheck disable=SC2086 # several options
  java $JVM_OPTIONS -Dsun.net.inetaddr.negative.ttl=0 -Dlog4j2.configurationFile=/etc/kafka-settings/log4j2.properties \
    -cp "${KAFKA_HOME:-/opt/kafka}/libs/*" "$class" --bootstrap-server "$BROKERS" "$@"
}

topics() { tool org.apache.kafka.tools.TopicCommand "$@"; }

# The brokers may come later than this; nothing is made before all of them are there that a line is to be on.
tries=0
until topics --create --if-not-exists --topic "$TOPIC" --partitions "$PARTITIONS" --replication-factor "$REPLICAS"; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || exit 1
  log 'waits for the brokers'
  sleep 5
done

has=$(topics --describe --topic "$TOPIC" | sed -n 's/.*PartitionCount: *\([0-9]*\).*/\1/p')
if [ "$has" -lt "$PARTITIONS" ]; then
  topics --alter --topic "$TOPIC" --partitions "$PARTITIONS"
elif [ "$has" -gt "$PARTITIONS" ]; then
  log "$TOPIC keeps its $has partitions: fewer would cost lines"
fi
tool kafka.admin.ConfigCommand --alter --entity-type topics --entity-name "$TOPIC" --add-config "$SETTINGS"
topics --describe --topic "$TOPIC"
