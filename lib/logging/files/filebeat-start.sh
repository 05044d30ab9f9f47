#!/bin/sh
# Starts Filebeat with its password in the environment, where its settings take it from.
set -eu
ELASTICSEARCH_PASSWORD=$(cat /etc/elasticsearch-accounts/logstash)
export ELASTICSEARCH_PASSWORD
# A mounted file belongs to root; Filebeat's own check of its owner would refuse it.
exec filebeat -c /etc/web/filebeat.yml --strict.perms=false "$@"
