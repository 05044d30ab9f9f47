#!/usr/bin/env bash
# Answers a peer that asks for this node's state: NAME PHASE UUID SEQNO SAFE, and DEPARTURE if it is about to stop.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-paths.sh"

state=$(<"$STATE_FILE") || exit 1
if [[ $state == started ]]; then
  read -r cluster size uuid local own_uuid position < <(server_status wsrep_cluster_status wsrep_cluster_size \
    wsrep_cluster_state_uuid wsrep_local_state wsrep_local_state_uuid wsrep_last_committed)
  case ${cluster:-} in
  Primary) state="primary $uuid $size $((local == 4))" ;;
  '') state="joining $NO_UUID -1 0" ;;
  *)
    # Data that is half copied has no position, nor has what joined without any.
    [[ ! -e $JOINING && $own_uuid != "$NO_UUID" && $position =~ ^[0-9]+$ ]] || position=-1
    state="nonprimary $own_uuid $position 0"
    ;;
  esac
fi
departure=$(cat "$DEPARTURE" 2>/dev/null)
echo "$POD_NAME $state${departure:+ $departure}"
