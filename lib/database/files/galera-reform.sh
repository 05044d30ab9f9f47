#!/usr/bin/env bash
# Looks after a server whose group has lost its majority. Once every node was heard and it is certain who has the most,
# that one makes the group a majority again, or everybody stops so that it can start: see galera-decide.sh.
#
#   galera-reform.sh PROCESS
set -uo pipefail
scripts=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR
source "$scripts/galera-paths.sh"

log() { echo "galera-reform: $*" >&2; }

# Nothing, as long as there is a majority.
step() {
  local own
  own=$(bash "$scripts/galera-state.sh") || return 0
  [[ $own == "$POD_NAME nonprimary "* ]] || return 0
  { echo "$ORDINAL ${own#* }" && peer_states; } | bash "$scripts/galera-decide.sh" "$ORDINAL" "$CLUSTER_SIZE"
}

# What is said three times in a row isn't a moment in which Galera sorts itself out.
said=''
times=0
while kill -0 "$1" 2>/dev/null && sleep 5; do
  now=$(step)
  [[ -z $now || $now == "$said" ]] || log "$now"
  if [[ $now == "$said" ]]; then times=$((times + 1)); else times=0; fi
  said=$now
  case $times:$now in
  2:reform)
    # The second is the older name.
    client 10 mariadb --execute='set global wsrep_provider_pc_bootstrap = on' ||
      client 10 mariadb --execute="set global wsrep_provider_options = 'pc.bootstrap=1'"
    said=''
    ;;
  2:stop*) kill -TERM "$1" ;;
  esac
done
