#!/usr/bin/env bash
# Answers the kubelet's three questions about this node.
#
#   started   has it come so far that the others make sense? A copy from another node may take its time.
#   alive     does the server still take connections? Whatever the group does is not its fault.
#   ready     may clients use it? In the majority, up to date, and not in maintenance.
#
# DONOR_SERVES   whether a node that copies itself to another one stays in the balancing beside others
#
# Maintenance is a file: touch /run/galera/maintenance takes the node out of the balancing and restarts nothing.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-paths.sh"

# A refused login or too many connections are answers, too.
answers() {
  client 8 mariadb-admin ping >/dev/null 2>&1 && touch "$RUN/answered"
}

# While this node copies itself to another one. It serves meanwhile, if a little slower and behind the others; so it
# leaves the balancing only where that is wanted and somebody else is there. An administrator who has taken it out of
# step has not asked for clients.
donor_serves() {
  local state
  state=$(client 5 mariadb --batch --skip-column-names --execute='select @@wsrep_desync' 2>/dev/null)
  [[ $state == 0 ]] || return 1
  [[ $DONOR_SERVES == true ]] || ! peer_states | grep -q '^[0-9]* primary .* 1$'
}

case $1 in
started) [[ -e $DATA/sst_in_progress && $(<"$STATE_FILE") == started ]] || answers ;;
alive)
  # Until it has answered once, it is starting: that takes as long as it takes. While it was copied to, nobody asked yet.
  answers || [[ ! -e $RUN/answered ]]
  ;;
ready)
  status=$(server_status wsrep_cluster_status wsrep_local_state wsrep_ready)
  echo "cluster, state, ready: ${status:-no answer}"
  case $status in
  'Primary 4 ON') ;;
  'Primary 2 ON') donor_serves || exit 1 ;;
  *) exit 1 ;;
  esac
  rm -f "$JOINING"
  [[ ! -e $RUN/maintenance ]]
  ;;
esac
