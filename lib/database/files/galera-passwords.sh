#!/usr/bin/env bash
# Keeps the accounts' passwords as the mounted Secret has them, for as long as this node's server runs.
#
# The kubelet brings a changed Secret into the running pod, to each one at another moment. So a node acts when its own
# copy has changed, not whenever it differs from the database: the last node to see a change has the last word. What one
# node changes, Galera carries to the others, and doing it twice does nothing.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-paths.sh"
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/galera-accounts.sh"

readonly PERIOD=${PERIOD:-10}

log() { echo "galera-passwords: $*" >&2; }

# Statements from the standard input. Of an error its number alone: the client would repeat the statement, and that has
# a hash in it.
sql() {
  client 30 mariadb --batch --skip-column-names 2> >(grep -oE '^ERROR [0-9]+ \([0-9A-Z]+\)' >&2)
}

contents() {
  local account file
  for account in $(password_accounts); do
    for file in "$ACCOUNTS/$account" "$ACCOUNTS/$account-second"; do
      [[ ! -e $file ]] || printf '%s\n%s\n' "$file" "$(<"$file")"
    done
  done
}

# follow ACCOUNT HOST: makes the account take exactly the Secret's passwords.
follow() {
  local wanted answer
  wanted=$(hashes_of "$1") || return 1
  answer=$(printf "select Priv from mysql.global_priv where User = '%s' and Host = '%s';\n" "$1" "$2" | sql) ||
    return 1
  if [[ -z $answer ]]; then
    log "there is no account $1@$2"
    return 0
  fi
  [[ $(grep -oE '\*[0-9A-F]{40}' <<<"$answer" | sort) != "$(sort <<<"$wanted")" ]] || return 0
  # shellcheck disable=SC2086
  printf "alter user \`%s\`@'%s' %s;\n" "$1" "$2" "$(identified $wanted)" | sql || return 1
  log "$1 takes $(wc -l <<<"$wanted") password(s) of the Secret from now on"
}

follow_all() {
  local account host
  for account in $(password_accounts); do
    host=%
    [[ $account != root ]] || host=localhost
    follow "$account" "$host" || return 1
  done
}

main() {
  local seen followed=''
  while true; do
    seen=$(contents)
    if [[ $seen != "$followed" && $(server_status wsrep_cluster_status wsrep_local_state) == 'Primary 4' ]]; then
      if follow_all; then
        followed=$seen
      else
        log "the Secret's passwords can't be applied; trying again in a minute"
        sleep $((6 * PERIOD))
      fi
    fi
    sleep "$PERIOD"
  done
}

main
