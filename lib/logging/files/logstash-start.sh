#!/bin/bash
# Starts Logstash once Elasticsearch knows what the lines look like: a line that came before would decide it for all.
#
# URL           where Elasticsearch is
# WORKERS       threads of the pipeline, which pipelines.yml takes from here
# JVM_OPTIONS   memory of the JVM
set -euo pipefail
home=${LOGSTASH_HOME:-/usr/share/logstash}
settings=/tmp/settings

log() { echo "logstash-start: $*" >&2; }

# The first process of a container ignores signals that it has no handler for.
trap 'exit 143' TERM INT
umask 027
ELASTICSEARCH_PASSWORD=$(</etc/elasticsearch-accounts/logstash)
export ELASTICSEARCH_PASSWORD
export LS_JAVA_OPTS="$JVM_OPTIONS -Dsun.net.inetaddr.ttl=30 -Dsun.net.inetaddr.negative.ttl=0"
mkdir -p "$settings"
cp "$home"/config/{jvm.options,log4j2.properties} "$settings/"
cp /etc/logstash-settings/{logstash,pipelines}.yml "$settings/"
# The pipeline that reads them does not start without the folder.
mkdir -p /var/lib/logstash/dead_letter_queue/access-log

looks=0
# Its account is what the set-up makes last.
until curl --silent --fail --output /dev/null --max-time 10 --cacert /etc/elasticsearch-ca/ca.crt \
  --config <(printf 'user = "logstash:%s"\n' "$ELASTICSEARCH_PASSWORD") "$URL/_security/_authenticate"; do
  ((looks % 12 != 0)) || log 'waits for Elasticsearch to be set up'
  looks=$((looks + 1))
  sleep 5
done
trap - TERM INT
exec "$home/bin/logstash" --path.settings "$settings"
