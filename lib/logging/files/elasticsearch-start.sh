#!/bin/bash
# Starts one node of an Elasticsearch cluster.
#
# POD_NAME, POD_IP   this node
# NODES              names of all nodes, which is what pods find each other by
# FIRST_MASTERS      names of the nodes that form the cluster the first time
# JVM_OPTIONS        memory of the JVM
set -euo pipefail
home=${ES_HOME:-/usr/share/elasticsearch}
settings=/etc/elasticsearch-settings
accounts=/etc/elasticsearch-accounts
conf=/etc/elasticsearch
data=/var/lib/elasticsearch

log() { echo "elasticsearch-start: $*" >&2; }

ask() { # node: what a node says of its cluster
  printf 'user = "elastic:%s"\n' "$(<"$accounts/elastic")" |
    curl --silent --max-time 5 --config - --cacert "$conf/certs/ca.crt" --connect-to "::$1:9200" "https://$HTTP_NAME:9200/"
}

# Whether any node belongs to a cluster already. One that waits for others calls its own _na_.
cluster_lives() {
  local node answer
  for node in $NODES; do
    answer=$(ask "$node") || continue
    if [[ $answer == *'"cluster_uuid"'* && $answer != *'"_na_"'* ]]; then return 0; fi
  done
  return 1
}

prepare() {
  umask 027
  # The folder of settings must be writable, and have the image's own files beside ours.
  cp "$home"/config/{jvm.options,log4j2.properties} "$conf/"
  cp "$settings/elasticsearch.yml" "$conf/"
  mkdir -p "$conf/jvm.options.d"
  tr ' ' '\n' <<<"$JVM_OPTIONS -Des.networkaddress.cache.negative.ttl=0" >"$conf/jvm.options.d/memory.options"
  export ES_PATH_CONF=$conf ES_TMPDIR=/tmp
  [[ -e $conf/elasticsearch.keystore ]] || "$home/bin/elasticsearch-keystore" create >&2
  # The password of the first account until the cluster keeps it itself.
  "$home/bin/elasticsearch-keystore" add --stdin --force bootstrap.password <"$accounts/elastic" >&2
}

# The first process of a container ignores signals that it has no handler for.
trap 'exit 143' TERM INT
prepare
arguments=(-E "node.name=$POD_NAME" -E "network.host=$POD_IP")
# Left in for good, it would let nodes that lost their volumes found a second cluster.
if [[ ! -e $data/_state && " ${FIRST_MASTERS//,/ } " == *" $POD_NAME "* ]] && ! cluster_lives; then
  log "no data and no cluster: founds one with $FIRST_MASTERS"
  arguments+=(-E "cluster.initial_master_nodes=$FIRST_MASTERS")
fi
trap - TERM INT
exec "$home/bin/elasticsearch" "${arguments[@]}"
