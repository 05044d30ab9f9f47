#!/bin/bash
# Gives Kibana the dashboard of the access log; what somebody changed in it is overwritten.
#
# URL   where Kibana is
set -euo pipefail

log() { echo "import-dashboard: $*" >&2; }

for try in {1..180}; do
  if curl --silent --show-error --fail-with-body --max-time 60 --output /tmp/answer \
    --config <(printf 'user = "elastic:%s"\n' "$(</etc/elasticsearch-accounts/elastic)") \
    --header 'kbn-xsrf: true' --form file=@/etc/kibana-settings/dashboard.ndjson \
    "$URL/api/saved_objects/_import?overwrite=true" && grep -q '"success":true' /tmp/answer; then
    log 'done'
    exit 0
  fi
  ((try % 6 != 1)) || log "waits for Kibana: $(tail -c 300 /tmp/answer 2>/dev/null)"
  sleep 5
done
log 'it does not come'
exit 1
