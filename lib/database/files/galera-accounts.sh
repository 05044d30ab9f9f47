# The accounts: who may do what, and which passwords they take. Sourced by galera-start.sh and galera-passwords.sh.
# shellcheck shell=bash
#
# Passwords come from the mounted Secret and never get into the environment or onto a command line. The server gets
# their hashes alone, because what changes an account travels as text, and stays in the nodes' rings of transactions.

readonly ACCOUNTS=${ACCOUNTS:-/etc/galera-accounts}

password_of() {
  local password
  password=$(<"$ACCOUNTS/$1") || return 1
  if [[ -z $password || $password == *$'\n'* ]]; then
    echo "the password of $1 must be one line" >&2
    return 1
  fi
  printf '%s' "$password"
}

# As the server itself keeps it: SHA-1 of SHA-1.
# shellcheck disable=SC2059
hashed_password() {
  local password once twice
  password=$(password_of "$1") || return 1
  once=$(printf '%s' "$password" | sha1sum | sed 's/ .*//; s/../\\x&/g')
  twice=$(printf "$once" | sha1sum)
  twice=${twice%% *}
  printf '*%s' "${twice^^}"
}

# Hashes of all passwords that an account takes: its own one, and the second one while the Secret has it.
hashes_of() {
  local own second
  own=$(hashed_password "$1") || return 1
  printf '%s\n' "$own"
  [[ -e $ACCOUNTS/$1-second ]] || return 0
  second=$(hashed_password "$1-second") || return 1
  [[ $second == "$own" ]] || printf '%s\n' "$second"
}

# identified HASH...: the clause of a statement.
identified() {
  local hash clause=''
  for hash in "$@"; do clause+="${clause:+ or }mysql_native_password using '$hash'"; done
  printf 'identified via %s' "$clause"
}

# Those with a password. The others are for this pod alone, and the server knows them as users of the operating system:
# "mysql", whose the data are anyway, for probes, copies to other nodes and changes of passwords; "nobody" for metrics.
# A platform may choose the user of all containers of a pod itself, under a name that only it knows; then that is both.
password_accounts() { printf '%s\n' root "$APPLICATION_USER" backup restore; }

# identified_by_socket: the clause of a statement.
identified_by_socket() {
  local name
  name=$(id -un) || return 1
  if [[ ! $name =~ ^[A-Za-z0-9._-]+$ ]]; then
    echo "nobody can be an account of the name $name" >&2
    return 1
  fi
  printf 'identified via unix_socket'
  [[ $name == mysql ]] || printf " using '%s'" "$name"
}

# One statement a line: the server's bootstrap mode takes no more.
accounts_sql() {
  local account hashes by_socket
  local -A by=()
  for account in $(password_accounts); do
    hashes=$(hashes_of "$account") || return 1
    # shellcheck disable=SC2086
    by[$account]=$(identified $hashes)
  done
  by_socket=$(identified_by_socket) || return 1
  # An underscore in a grant stands for any letter.
  local schema="\`${DATABASE//_/\\_}\`" place
  cat <<SQL
flush privileges;
delete from mysql.global_priv where Host <> 'localhost' or User = '';
delete from mysql.proxies_priv where Host <> 'localhost' or User = '';
flush privileges;
alter user root@localhost ${by[root]};
create user mysql@localhost $by_socket;
grant reload, process, lock tables, binlog monitor, create user, super on *.* to mysql@localhost;
grant select on mysql.global_priv to mysql@localhost;
create user nobody@localhost $by_socket with max_user_connections 3;
grant process, binlog monitor, slave monitor on *.* to nobody@localhost;
create database \`$DATABASE\` character set utf8mb4 collate utf8mb4_unicode_520_ci;
create user \`$APPLICATION_USER\`@'%' ${by[$APPLICATION_USER]};
grant select, insert, update, delete, create, alter, drop, index, references, create temporary tables, lock tables, create view, show view, trigger on $schema.* to \`$APPLICATION_USER\`@'%';
create user backup@'%' ${by[backup]} with max_user_connections 3;
grant select, lock tables, show view, event, trigger on $schema.* to backup@'%';
grant select on mysql.proc to backup@'%';
create user restore@'%' ${by[restore]} with max_user_connections 3;
SQL
  # Beside its own place, a restored schema has one while it comes, and the replaced one while it goes.
  for place in '' \\_restore \\_replaced; do
    echo "grant select, insert, update, delete, create, alter, drop, index, references, create view, show view, trigger, create routine, alter routine, execute, event on ${schema%\`}$place\`.* to restore@'%';"
  done
}
