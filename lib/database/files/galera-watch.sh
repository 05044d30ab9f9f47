#!/usr/bin/env bash
# Ends a server that has left its group, for example because the node that sent it what it had missed was lost. It would
# never come back to the group by itself; started again, it does.
#
#   galera-watch.sh PROCESS
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-paths.sh"

# The group's port, 4567, in the kernel's list of listening sockets: it is open for as long as a server belongs to one.
in_group() { grep -qs ':11D7 [0-9A-F]*:0000 0A ' /proc/net/tcp /proc/net/tcp6; }

# A group may be left a moment after it was joined, so it is looked for each second.
joined=''
out=0
while kill -0 "$1" 2>/dev/null && sleep 1; do
  # One that is being stopped leaves, too, and then has much to write down.
  if in_group || [[ -e $DEPARTURE ]]; then
    joined=yes
    out=0
  elif [[ -n $joined ]]; then
    out=$((out + 1))
  fi
  if ((out == 5)); then
    echo 'galera-watch: the server has left its group; ending it, so that it starts again' >&2
    kill -TERM "$1"
  elif ((out == 65)); then
    # It waits for something that never comes.
    kill -KILL "$1"
  fi
done
