# Where things are in the container, and how to ask the local server and the other nodes. Sourced by the other scripts.
# shellcheck shell=bash disable=SC2034

readonly VOLUME=/var/lib/mysql
readonly DATA=$VOLUME/data
# There while the data may be half replaced by another node's, see wsrep_sst_noted_mariabackup.
readonly JOINING=$VOLUME/joining
readonly SOCKET=/run/mysqld/mysqld.sock
readonly RUN=/run/galera
readonly STATE_FILE=$RUN/state
# There once this node is about to stop: "leaving", and "going" when it is its turn.
readonly DEPARTURE=$RUN/departure
readonly POSITIONS_PORT=4570
readonly NO_UUID=00000000-0000-0000-0000-000000000000
readonly ORDINAL=${POD_NAME##*-}

node_name() { echo "${POD_NAME%-*}-$1"; }

# client SECONDS PROGRAM OPTION...: asks the local server; ends within the seconds, and one more for a client that a hung
# server keeps from ending. The account has no password: the server knows the user "mysql" of the operating system by its
# socket.
client() { timeout --kill-after=1 "$1" "$2" --no-defaults --socket="$SOCKET" --user=mysql "${@:3}"; }

# Prints the values of status variables in one line, in the order of their names; nothing if there is no answer.
server_status() {
  local names name value line=''
  local -A values=()
  printf -v names "'%s'," "$@"
  while read -r name value; do
    values[$name]=$value
  done < <(client 5 mariadb --batch --skip-column-names --init-command='set wsrep_sync_wait=0' \
    --execute="show global status where variable_name in (${names%,})" 2>/dev/null)
  [[ ${#values[@]} -gt 0 ]] || return 0
  for name in "$@"; do line+=" ${values[$name]:-?}"; done
  echo "${line# }"
}

# Another node's state; "silent" unless it is really that node which answers.
peer_state() {
  local name answer
  local phases='recovering|empty|fresh|incomplete|unknown|stopped|joining|nonprimary|primary'
  name=$(node_name "$1")
  answer=$(timeout 8 socat -u "TCP:$name.$PEER_DOMAIN:$POSITIONS_PORT,connect-timeout=3" - 2>/dev/null) || true
  if [[ $answer =~ ^$name\ (($phases)\ [0-9a-f-]{36}\ -?[0-9]+\ [01](\ leaving|\ going)?)$ ]]; then
    echo "$1 ${BASH_REMATCH[1]}"
  else
    echo "$1 silent $NO_UUID -1 0"
  fi
}

# States of all other nodes, asked at the same time.
peer_states() {
  local ordinal
  for ((ordinal = 0; ordinal < CLUSTER_SIZE; ordinal++)); do
    ((ordinal == ORDINAL)) || peer_state "$ordinal" &
  done
  wait
}
