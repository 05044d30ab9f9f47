#!/usr/bin/env bash
# Passwords follow the Secret: on three real nodes, all of them are changed while a client writes without a pause.
# GALERA_IMAGE and GALERA_NAME as in galera-local.sh, whose functions this uses.
set -euo pipefail
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source

# As the kubelet does it: a new file in the place of the old one.
secret() {
  printf '%s' "$2" >"$ROOT/accounts/.new"
  chmod 0444 "$ROOT/accounts/.new"
  mv "$ROOT/accounts/.new" "$ROOT/accounts/$1"
}

# login ORDINAL ACCOUNT PASSWORD [STATEMENT]: over the network, as another pod would.
login() {
  # shellcheck disable=SC2016
  in_node "$1" bash -c 'printf "[client]\nuser=%s\npassword=\"%s\"\nhost=%s\n" "$2" "$(sed "s/[\\\\\"]/\\\\&/g" <<<"$3")" "$1" >/tmp/client.cnf
    exec mariadb --defaults-file=/tmp/client.cnf -N -B -e "$4"' bash "$PREFIX-$1.$PREFIX-nodes" "$2" "$3" "${4:-select 1}" 2>/dev/null
}

# until_logged NUMBER WORDS: so many nodes together have said it.
until_logged() {
  local seconds=$SECONDS
  until (($(cat "$ROOT"/node?/log | grep -c -- "$2") >= $1)); do
    ((SECONDS - seconds < 60)) || die "nobody says '$2'"
    sleep 0.5
  done
  say "after $((SECONDS - seconds)) s: $2"
}

# A web server: it reads its password before each of its requests, from a copy that is as old as the kubelet's.
client() {
  local made=0 failed=0
  while [[ ! -e $ROOT/stop ]]; do
    if login "$1" wordpress "$(<"$ROOT/web-password")" 'insert into word_press.r (v) values (1)' >/dev/null; then
      made=$((made + 1))
    else
      failed=$((failed + 1))
    fi
  done
  echo "$made $failed" >"$ROOT/client-$1"
}

refused() {
  if login "$@" >/dev/null; then die "$2 still takes a password that it must not take"; fi
  say "refused: $2's former password"
}

main() {
  local ordinal made failed old seconds
  fresh
  start_all
  wait_ready 0 1 2
  sql 0 'create table word_press.r (id int primary key auto_increment, v int)'

  say 'the password of the application, without a failed request'
  old=$(<"$ROOT/accounts/wordpress")
  cp "$ROOT/accounts/wordpress" "$ROOT/web-password"
  client 0 &
  client 1 &
  secret wordpress-second "new-it's \"2\""
  until_logged 1 'wordpress takes 2 password'
  echo "new-it's \"2\"" >"$ROOT/web-password"
  secret wordpress-second "$old"
  secret wordpress "new-it's \"2\""
  sleep 12
  login 2 wordpress "$old" >/dev/null || die 'the former password is refused too early'
  rm "$ROOT/accounts/wordpress-second"
  until_logged 1 'wordpress takes 1 password'
  sleep 2
  touch "$ROOT/stop"
  wait %client 2>/dev/null || true
  until [[ -e $ROOT/client-0 && -e $ROOT/client-1 ]]; do sleep 0.5; done
  read -r made failed < <(awk '{ made += $1; failed += $2 } END { print made, failed }' "$ROOT"/client-?)
  expect 'failed requests' 0 "$failed"
  expect 'rows, one for each request' "$made" "$(sql 2 'select count(*) from word_press.r')"
  refused 1 wordpress "$old"

  say 'all others at once'
  old=$(<"$ROOT/accounts/root")
  secret root 'root-2'
  secret backup 'backup-2'
  until_logged 1 'backup takes 1 password'
  for ordinal in 0 1 2; do
    sql "$ordinal" 'select 1' >/dev/null || die "root does not get into node $ordinal"
    login "$ordinal" backup backup-2 >/dev/null || die "backup does not get into node $ordinal"
  done

  say 'a restart of all nodes, one after the other, and a full copy'
  for ordinal in 2 1 0; do
    end TERM "$ordinal"
    [[ $ordinal != 1 ]] || { rm -rf "$ROOT/node1/data" && install -d -o "$OWNER" -g "$OWNER" "$ROOT/node1/data"; }
    start "$ordinal"
    wait_ready "$ordinal"
  done
  expect 'copies' 1 "$(tail -n 400 "$ROOT/node1/log" | grep -c 'state here: empty')"
  for ordinal in 0 1 2; do login "$ordinal" wordpress "new-it's \"2\"" >/dev/null || die "no login on node $ordinal"; done

  say 'all nodes were stopped while the Secret changed'
  end TERM 0 1 2
  secret root 'root-3'
  start_all
  wait_ready 0 1 2
  seconds=$SECONDS
  until sql 1 'select 1' >/dev/null 2>&1; do
    ((SECONDS - seconds < 60)) || die 'root does not get in'
    sleep 1
  done

  say 'what is never written down'
  expect 'passwords in logs' 0 "$(cat "$ROOT"/node?/log | grep -cE "root-[23]|backup-2|new-it's|\*[0-9A-F]{40}" || true)"
  end TERM 0 1 2
  expect 'passwords in the data and the rings of transactions' '' \
    "$(grep -rlaE "root-[23]|backup-2|new-it's" "$ROOT"/node?/data || true)"
  say 'all good'
}

main
