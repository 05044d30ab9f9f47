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

# Prints the values of status variables, one a line, in the alphabetical order of their names.
# The account has no password: the server knows the user "mysql" of the operating system by its socket.
server_status() {
  local names
  printf -v names "'%s'," "$@"
  timeout 5 mariadb --no-defaults --socket="$SOCKET" --user=mysql --connect-timeout=3 --batch --skip-column-names \
    --init-command='set wsrep_sync_wait=0' \
    --execute="show global status where variable_name in (${names%,})" 2>/dev/null | cut -f 2
}
