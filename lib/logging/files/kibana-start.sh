#!/bin/bash
# Starts Kibana with its password and keys in the environment, where its settings take them from.
set -euo pipefail
home=${KIBANA_HOME:-/usr/share/kibana}
ELASTICSEARCH_PASSWORD=$(</etc/elasticsearch-accounts/kibana_system)
KIBANA_OBJECTS_KEY=$(</etc/kibana-keys/objects)
KIBANA_SESSION_KEY=$(</etc/kibana-keys/session)
KIBANA_REPORTING_KEY=$(</etc/kibana-keys/reporting)
export ELASTICSEARCH_PASSWORD KIBANA_OBJECTS_KEY KIBANA_SESSION_KEY KIBANA_REPORTING_KEY
mkdir -p /tmp/data
exec "$home/bin/kibana" --config /etc/kibana-settings/kibana.yml
