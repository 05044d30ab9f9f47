# Where things are in the container, and how to ask the local server. Sourced by the other scripts.
# shellcheck shell=bash disable=SC2034

readonly VOLUME=/var/lib/mysql
readonly DATA=$VOLUME/data
# There while the data may be half replaced by another node's.
readonly JOINING=$VOLUME/joining
readonly SOCKET=/run/mysqld/mysqld.sock
readonly RUN=/run/galera
readonly STATE_FILE=$RUN/state
readonly POSITIONS_PORT=4570
readonly NO_UUID=00000000-0000-0000-0000-000000000000

# Prints the values of status variables in one line, in the order of their names; nothing if there is no answer.
# The account has no password: the server knows the user "mysql" of the operating system by its socket.
server_status() {
  local names name value line=''
  local -A values=()
  printf -v names "'%s'," "$@"
  while read -r name value; do
    values[$name]=$value
  done < <(timeout 5 mariadb --no-defaults --socket="$SOCKET" --user=mysql --connect-timeout=3 \
    --batch --skip-column-names --init-command='set wsrep_sync_wait=0' \
    --execute="show global status where variable_name in (${names%,})" 2>/dev/null)
  [[ ${#values[@]} -gt 0 ]] || return 0
  for name in "$@"; do line+=" ${values[$name]:-?}"; done
  echo "${line# }"
}
