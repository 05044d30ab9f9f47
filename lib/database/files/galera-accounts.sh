# The statements that make the first accounts. Sourced by galera-start.sh.
# shellcheck shell=bash
#
# One statement a line: the server's bootstrap mode takes no more. Passwords come from the mounted Secret and never
# get into the environment or onto a command line.

readonly ACCOUNTS=${ACCOUNTS:-/etc/galera-accounts}

password_of() {
  local password
  password=$(<"$ACCOUNTS/$1")
  if [[ -z $password || $password == *$'\n'* ]]; then
    echo "the password of $1 must be one line" >&2
    return 1
  fi
  printf '%s' "$password"
}

# A password as a string of SQL or of an option file.
quoted_password() {
  local password
  password=$(password_of "$1") || return 1
  password=${password//\\/\\\\}
  printf '%s' "$2${password//"$2"/\\"$2"}$2"
}

accounts_sql() {
  local root application backup transfer metrics
  root=$(quoted_password root \')
  application=$(quoted_password "$APPLICATION_USER" \')
  backup=$(quoted_password backup \')
  transfer=$(quoted_password transfer \')
  metrics=$(quoted_password metrics \')
  # An underscore in a grant stands for any letter.
  local schema="\`${DATABASE//_/\\_}\`"
  cat <<SQL
flush privileges;
delete from mysql.global_priv where Host <> 'localhost' or User = '';
delete from mysql.proxies_priv where Host <> 'localhost' or User = '';
flush privileges;
alter user root@localhost identified by $root;
create user mysql@localhost identified via unix_socket;
create user transfer@localhost identified by $transfer;
grant reload, process, lock tables, binlog monitor on *.* to transfer@localhost;
create user metrics@localhost identified by $metrics with max_user_connections 3;
grant process, binlog monitor, slave monitor on *.* to metrics@localhost;
create database \`$DATABASE\` character set utf8mb4 collate utf8mb4_unicode_520_ci;
create user \`$APPLICATION_USER\`@'%' identified by $application;
grant select, insert, update, delete, create, alter, drop, index, references, create temporary tables, lock tables, create view, show view, trigger on $schema.* to \`$APPLICATION_USER\`@'%';
create user backup@'%' identified by $backup with max_user_connections 3;
grant select, lock tables, show view, event, trigger on $schema.* to backup@'%';
grant select on mysql.proc to backup@'%';
SQL
}

# The account by which a donor copies its data to a joiner, as the server reads it.
transfer_options() {
  local password
  password=$(quoted_password transfer \")
  # MariaDB 11.8's own script reads it as a line of which it drops these.
  if [[ $password == *\\\\* || $password == *[[:blank:]]\" ]]; then
    echo "the password of transfer must have no backslash, and no blank at its end" >&2
    return 1
  fi
  printf '[mysqld]\nwsrep_sst_auth = "transfer:%s\n' "${password#\"}"
}

# The exporter's account, as its own reader of option files takes it: without escapes, to the last three quotes.
metrics_options() {
  local password
  password=$(password_of metrics) || return 1
  if [[ $password == *[\$%]* ]]; then
    echo "the password of metrics must have neither \$ nor %, which the exporter would replace" >&2
    return 1
  fi
  printf '[client]\nuser = metrics\npassword = """%s"""\nsocket = /run/mysqld/mysqld.sock\n' "$password"
}
