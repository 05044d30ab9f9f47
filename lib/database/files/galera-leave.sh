#!/usr/bin/env bash
# Runs before this node is told to stop: clients find other nodes, and nodes leave one after another. Two that leave at the
# same moment can look like two that are lost, and the node that is left would then wait for a majority.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-paths.sh"

# Long enough for all the others, and far from the end of the pod's grace period.
readonly PATIENCE=60

# Addresses of those that go first, by ordinal. One that has stopped answers nobody, and has no name any more, a moment
# before the others notice; only then it is the next one's turn.
declare -A first=()

# Whether another node goes first, and is still in the group as this one or one that stays sees it: one that is already going,
# or of those that want to the first.
another_first() {
  local ordinal state size departure address members
  local -a sizes=()
  while read -r ordinal state _ size _ departure; do
    if [[ $departure == going || ($departure == leaving && $ordinal -lt $ORDINAL) ]]; then
      address=$(getent hosts "$(node_name "$ordinal").$PEER_DOMAIN") || continue
      first[$ordinal]=${address%% *}
    elif [[ $state == primary ]]; then
      sizes+=("$size")
    fi
  done < <(peer_states)
  [[ ${#first[@]} -gt 0 ]] || return 1
  members=,$(server_status wsrep_incoming_addresses)
  for address in "${first[@]}"; do
    [[ $members != *,"$address":* ]] || return 0
  done
  members=$(server_status wsrep_cluster_size)
  for size in "${sizes[@]}"; do
    [[ -z $members || $size == "$members" ]] || return 0
  done
  return 1
}

echo leaving >"$DEPARTURE"
# Endpoints forget a leaving pod a moment after it is told to go; until then it serves. Who goes first may be silent after that.
while ((SECONDS < 6)); do
  another_first || true
  sleep 1
done
while another_first && ((SECONDS < PATIENCE)); do sleep 1; done
echo going >"$DEPARTURE"
