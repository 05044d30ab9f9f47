#!/usr/bin/env bash
# Real Elasticsearch on three nodes, started and set up by the very scripts and settings that ship: founds an encrypted
# cluster, gets its data stream and accounts, takes lines as Logstash writes them, and answers what the dashboard asks.
# Everything is on addresses of this machine's own, in namespaces, and nothing of it stays.
#
# Needs root, a JDK of version 17 or newer, Maven, unzip, curl, jq and node.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-pod.sh
source test/web/like-a-pod.sh

readonly AS_IMAGE=(setpriv --reuid 1000 --regid 1000 --clear-groups --)
readonly NAMESPACE=logs SERVICE=search-http.logs.svc
declare -A node_pid

# For loopback addresses Elasticsearch leaves out its checks of the machine, which ask for more open files than some have.
if [[ $(ulimit -Hn) == unlimited ]] || (($(ulimit -Hn) >= 65535)); then readonly SUBNET=10.255.4; else readonly SUBNET=127.0.4; fi

address() { echo "$SUBNET.$((10 + $1))"; }

# A file system of our own over each place that the pods mount.
like_pods() {
  local place ordinal
  mount -t tmpfs tmpfs "$work/scratch"
  for place in etc usr/share var/lib; do
    mkdir -p "$work/scratch/upper/$place" "$work/scratch/work/$place"
    mount -t overlay overlay "/$place" \
      -o "lowerdir=/$place,upperdir=$work/scratch/upper/$place,workdir=$work/scratch/work/$place"
  done
  mkdir -p /etc/elasticsearch /etc/elasticsearch-{settings,accounts,ca} /{usr/share,var/lib}/elasticsearch
  mount --bind "$SEARCH_HOME" /usr/share/elasticsearch
  mount --bind "$work/accounts" /etc/elasticsearch-accounts
  mount --bind "$work/tls" /etc/elasticsearch-ca
  ip link set lo up
  for ordinal in 0 1 2; do
    ip address add "$(address "$ordinal")/32" dev lo
    echo "$(address "$ordinal") $SERVICE search-$ordinal.search-nodes search-$ordinal.search-nodes.$NAMESPACE.svc" >>/etc/hosts
  done
}

secrets() {
  local account
  mkdir "$work/accounts" "$work/tls"
  for account in elastic kibana_system logstash; do openssl rand -hex 16 | tr -d '\n' >"$work/accounts/$account"; done
  node -r ts-node/register/transpile-only test/database/self-signed.ts "$work/tls" "$SERVICE" "*.search-nodes.$NAMESPACE.svc"
  chmod -R a+rX "$work/accounts" "$work/tls"
}

start_node() { # ordinal
  local volume=$work/scratch/data-$1
  mkdir -p "$volume" "$work/settings-$1"
  chown 1000:1000 "$volume"
  cp "$work"/config/search/* "$work/settings-$1"
  # Its address of readiness is that of the machine, which is one for all here.
  sed -i "s/^readiness.port: .*/readiness.port: 939$1/" "$work/settings-$1/elasticsearch.yml"
  local -a env
  mapfile -t env <"$work/config/search.env"
  # shellcheck disable=SC2016
  unshare --mount bash -c '
    mount --bind "$0" /var/lib/elasticsearch
    mount -t tmpfs -o mode=2777,gid=1000 tmpfs /etc/elasticsearch
    mkdir /etc/elasticsearch/certs
    mount --bind "$1/tls" /etc/elasticsearch/certs
    mount --bind "$2" /etc/elasticsearch-settings
    mount -t tmpfs -o mode=1777 tmpfs /tmp
    mount -t tmpfs -o mode=1777 tmpfs /usr/share/elasticsearch/logs
    shift 2
    exec "$@"' "$volume" "$work" "$work/settings-$1" "${AS_IMAGE[@]}" env -i PATH="$PATH" ES_JAVA_HOME="$JAVA" "${env[@]}" POD_NAME="search-$1" \
    POD_IP="$(address "$1")" bash /etc/elasticsearch-settings/elasticsearch-start.sh >>"$work/search-$1.log" 2>&1 &
  node_pid[$1]=$!
}

# As the readiness probe asks.
ready() { # ordinal...
  local ordinal try
  for ordinal in "$@"; do
    for try in {1..300}; do
      if (: <"/dev/tcp/$(address "$ordinal")/939$ordinal") 2>/dev/null; then continue 2; fi
      kill -0 "${node_pid[$ordinal]}" 2>/dev/null || die "node $ordinal has ended"
      sleep 1
    done
    die "node $ordinal is not ready after $try s"
  done
}

ask() { # PATH [curl options]: as the first account
  local path=$1
  shift
  curl --silent --show-error --fail-with-body --max-time 60 --cacert /etc/elasticsearch-ca/ca.crt \
    --config <(printf 'user = "elastic:%s"\n' "$(<"$work/accounts/elastic")") "$@" "https://$SERVICE:9200$path"
}

cluster() { ask '/_cluster/state/version' | jq -r .cluster_uuid; }

expect() { # what expected got
  [[ $3 == "$2" ]] || die "$1: $3 instead of $2"
  echo "   $1: $3"
}

set_up() {
  local -a env
  mapfile -t env <"$work/config/set-up.env"
  # shellcheck disable=SC2016
  unshare --mount bash -c '
    mount --bind "$0/config/stream" /etc/elasticsearch-settings
    mount -t tmpfs -o mode=1777 tmpfs /tmp
    exec "$@"' "$work" "${AS_IMAGE[@]}" env -i PATH="$PATH" "${env[@]}" bash /etc/elasticsearch-settings/set-up-search.sh \
    >>"$work/set-up.log" 2>&1 || die 'the set-up fails'
}

# Filebeat beside a log of lines as nginx writes them.
direct() {
  local try
  mkdir -p /etc/web /var/log/web "$work/scratch/filebeat"
  chown 1000:1000 "$work/scratch/filebeat"
  mount --bind "$work/config/direct" /etc/web
  node -r ts-node/register/transpile-only test/logging/elasticsearch/nginx-lines.ts 500 >/var/log/web/access.log
  PATH=$work:$PATH "${AS_IMAGE[@]}" sh /etc/web/filebeat-start.sh -E path.home="$work/scratch/filebeat" \
    -E path.data="$work/scratch/filebeat" >>"$work/filebeat.log" 2>&1 &
  local filebeat=$!
  for try in {1..60}; do
    sleep 2
    [[ $(ask '/logs-access-default/_count?q=service.name:direct' | jq .count) != 500 ]] || break
  done
  expect 'lines' 500 "$(ask '/logs-access-default/_count?q=service.name:direct' | jq .count)"
  # All fields of one line, whose number is in its address.
  expect 'the fields of one' \
    '{"bytes":1007,"cache":"HIT","client":"10.0.0.1","data_stream":{"dataset":"access","namespace":"default","type":"logs"},"duration":0.007,"forwarded_for":"192.0.2.7, 10.0.0.1","hour":12,"method":"GET","protocol":"HTTP/1.1","referer":"","request_id":"direct-7","service":{"name":"direct"},"site":"blog.example.org","source":{"ip":"192.0.2.7"},"status":200,"uri":"/7","user_agent":{"original":"agent/7"}}' \
    "$(ask '/logs-access-default/_search?q=request_id:direct-7' | jq --sort-keys --compact-output '.hits.hits[0]._source | del(."@timestamp")')"
  expect 'its time' '"2026-01-02T12:00:07.000Z"' \
    "$(ask '/logs-access-default/_search?q=request_id:direct-7' | jq '.hits.hits[0]._source."@timestamp"')"
  kill -KILL "$filebeat"
  wait "$filebeat" 2>/dev/null || true
}

inside() {
  work=$2
  local began=$SECONDS ordinal try
  like_pods
  say 'three nodes without data found a cluster'
  for ordinal in 0 1 2; do start_node "$ordinal"; done
  ready 0 1 2
  echo "   ready after $((SECONDS - began)) s"
  expect 'nodes' 3 "$(ask '/_cluster/health?wait_for_nodes=3&timeout=60s' | jq .number_of_nodes)"
  local cluster
  cluster=$(cluster)
  curl --silent --max-time 5 "http://$SERVICE:9200/" >/dev/null && die 'it answers without TLS'
  expect 'without a password' 401 "$(curl --silent --cacert /etc/elasticsearch-ca/ca.crt --output /dev/null --write-out '%{http_code}' "https://$SERVICE:9200/_cluster/health" || true)"

  say 'its set-up, twice'
  set_up
  set_up
  expect 'days that lines stay' '"30d"' "$(ask "/_index_template/logs-access-default" |
    jq '.index_templates[0].index_template.template.lifecycle.data_retention')"

  say 'lines as Logstash writes them, and what the dashboard asks'
  node -r ts-node/register/transpile-only test/logging/elasticsearch/ask-dashboard.ts "$SERVICE" "$work" || die 'the dashboard'
  expect 'data stream of the lines' '"30d"' "$(ask '/_cluster/state/metadata?filter_path=metadata.data_stream' |
    jq '.metadata.data_stream.data_stream["logs-access-default"].lifecycle.data_retention')"

  say 'lines from Filebeat, without Kafka and Logstash between'
  direct

  say 'a node loses its volume'
  kill -KILL "${node_pid[2]}"
  wait "${node_pid[2]}" 2>/dev/null || true
  rm -rf "$work/scratch/data-2"
  start_node 2
  ready 2
  expect 'nodes' 3 "$(ask '/_cluster/health?wait_for_nodes=3&wait_for_status=green&timeout=120s' | jq .number_of_nodes)"
  expect 'times that it founded one' 1 "$(grep -c 'founds one' "$work/search-2.log")"
  expect 'cluster' "$cluster" "$(cluster)"

  say 'all are killed at once'
  kill -KILL "${node_pid[@]}"
  wait 2>/dev/null || true
  for ordinal in 0 1 2; do start_node "$ordinal"; done
  ready 0 1 2
  # The index of accounts is there a moment after the cluster.
  for try in {1..60}; do
    ! ask '/_cluster/health?wait_for_status=green&timeout=60s' >"$work/health.log" 2>&1 || break
    sleep 1
  done
  expect 'cluster' "$cluster" "$(cluster)"
  expect 'lines' 2500 "$(ask '/logs-access-default/_count' | jq .count)"
  say 'done'
}

if [[ ${1-} == inside ]]; then
  inside "$@"
else
  ((EUID == 0)) || skip 'namespaces need root'
  for program in javac jar mvn unzip curl jq openssl node unshare setpriv ip go debootstrap; do
    command -v "$program" >/dev/null || skip "$program is not installed"
  done
  # Both are kept, and need the network the first time.
  ARCHIVE=$(test/cluster/images/build.sh filebeat)
  SEARCH_HOME=$(test/logging/elasticsearch/get.sh)
  JAVA=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  export SEARCH_HOME JAVA
  # Not below /tmp, which the nodes get a new one of.
  work=$(mktemp -d -p /dev/shm)
  chmod 755 "$work"
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/scratch"
  tar -xOf "$ARCHIVE" layer.tar | tar -xO ./usr/share/filebeat/filebeat >"$work/filebeat"
  chmod 755 "$work/filebeat"
  node -r ts-node/register/transpile-only test/logging/write-config.ts "$work/config"
  # A setting of a module that Maven Central lacks.
  sed -i '/^ingest\.geoip/d' "$work/config/search/elasticsearch.yml"
  secrets
  unshare --mount --net --pid --fork --mount-proc --kill-child bash "$0" inside "$work"
fi
