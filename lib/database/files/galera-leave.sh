#!/usr/bin/env bash
# Runs before this node is told to stop: clients find other nodes, and nodes leave one after another. Two that leave at the
# same moment can look like two that are lost, and the node that is left would then wait for a majority.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-paths.sh"

# Long enough for all the others, and far from the end of the pod's grace period.
readonly PATIENCE=60

# Whether a node that leaves is still in the group, as this one sees it.
belongs() {
  local address
  address=$(getent hosts "$(node_name "$1").$PEER_DOMAIN") || return 1
  [[ ,$(server_status wsrep_incoming_addresses), == *,"${address%% *}":* ]]
}

# Whether another node goes first: one that is already going, or of those that want to the first.
another_first() {
  local ordinal departure
  while read -r ordinal _ _ _ _ departure; do
    if [[ $departure == going || ($departure == leaving && $ordinal -lt $ORDINAL) ]] && belongs "$ordinal"; then
      return 0
    fi
  done < <(peer_states)
  return 1
}

echo leaving >"$DEPARTURE"
# Endpoints forget a leaving pod a moment after it is told to go; until then it serves.
sleep 5
while another_first && ((SECONDS < PATIENCE)); do sleep 1; done
echo going >"$DEPARTURE"
