#!/bin/bash
# Tells Elasticsearch what the lines of the access log look like, how long they stay, and who may do what. Everything in
# here may be said again.
#
# URL            where Elasticsearch is
# STREAM         data stream of the lines
# DEAD_LETTERS   data stream of lines that were refused
set -euo pipefail
settings=/etc/elasticsearch-settings
accounts=/etc/elasticsearch-accounts
authority=/etc/elasticsearch-ca/ca.crt

log() { echo "set-up-search: $*" >&2; }

ask() { # PATH [curl options]
  local path=$1
  shift
  curl --silent --show-error --fail-with-body --max-time 30 --cacert "$authority" \
    --config <(printf 'user = "elastic:%s"\n' "$(<"$accounts/elastic")") "$@" "$URL$path" >&2 || return
  echo >&2
}

# put PATH: what standard input has
put() { ask "$1" --request PUT --header 'Content-Type: application/json' --data-binary @-; }

wait_for_cluster() {
  local try
  for try in {1..180}; do
    if ask '/_cluster/health?wait_for_status=yellow&timeout=5s' 2>/tmp/answer; then return 0; fi
    ((try % 6 != 1)) || log "waits for Elasticsearch: $(tail -c 300 /tmp/answer)"
    sleep 5
  done
  log 'it does not come'
  return 1
}

# account ROLE: a role and its account, whose password is in the file of this name
account() {
  put "/_security/role/$1" <"$settings/role-$1.json"
  printf '{ "password": "%s", "roles": ["%s"] }' "$(<"$accounts/$1")" "$1" | put "/_security/user/$1"
}

wait_for_cluster
put "/_index_template/$STREAM" <"$settings/access-log-template.json"
put "/_index_template/$DEAD_LETTERS" <"$settings/dead-letters-template.json"
# An operator gives Kibana an account of its own.
if [[ -e $accounts/kibana_system ]]; then
  printf '{ "password": "%s" }' "$(<"$accounts/kibana_system")" | put /_security/user/kibana_system/_password
fi
# Last, as whoever writes lines waits for it.
account logstash
log 'done'
